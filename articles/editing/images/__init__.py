"""The media library: pictures come in, are developed, and stay while they are shown."""

from articles.editing.images.library import add, add_many, refocus, remove
from articles.editing.images.showing import uses

__all__ = ["add", "add_many", "refocus", "remove", "uses"]
