"""Two that turn out to be one: authors, regions, themes, reports, tags."""

from articles.editing.merging.merging import merge
from articles.editing.merging.undoing import Undone, undo_merge

__all__ = ["Undone", "merge", "undo_merge"]
