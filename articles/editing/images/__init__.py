"""The media library: pictures come in and are developed; where they are shown."""

from articles.editing.images.library import add, add_many, refocus
from articles.editing.images.showing import uses

__all__ = ["add", "add_many", "refocus", "uses"]
