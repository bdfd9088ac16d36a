"""All that is not an article: authors, terms, small print, appeals, ourselves."""

from articles.editing.things.bin import (
    binned_models,
    bring_back,
    delete,
    deleted_things,
)
from articles.editing.things.saving import create, restore, save, undo

__all__ = [
    "binned_models",
    "bring_back",
    "create",
    "delete",
    "deleted_things",
    "restore",
    "save",
    "undo",
]
