"""Articles as Markdown, in the layout that import_article reads."""

from articles.reading.markdown.layout import as_markdown

__all__ = ["as_markdown"]
