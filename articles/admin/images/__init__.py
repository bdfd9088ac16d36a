"""The media library's screens."""

from articles.admin.images.screens import ImageAdmin

__all__ = ["ImageAdmin"]
