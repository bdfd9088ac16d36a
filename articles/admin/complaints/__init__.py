"""Readers' complaints: the list, one of them, and what can be done about it."""

from articles.admin.complaints import screens

__all__ = ["screens"]
