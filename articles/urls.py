"""The addresses that readers know."""

from django.urls import path, register_converter

from articles.admin.previews import preview_by_link
from articles.reading.addresses import NumberConverter, SlugConverter
from articles.reading.feeds.formats import feed_paths
from articles.reading.frame import favicon
from articles.reading.views import (
    articles,
    authors,
    complaints,
    corrections,
    lists,
    own_entry,
)

register_converter(NumberConverter, "number")
register_converter(SlugConverter, "words")

app_name = "articles"

urlpatterns = [
    path("", articles.front, name="front"),
    path("articles/<number:id>/", articles.article_by_number, name="article_by_number"),
    path("articles/<number:id>/<words:slug>/", articles.article, name="article"),
    path(
        "articles/<number:id>/<words:slug>/article.md",
        articles.article_markdown,
        name="article_markdown",
    ),
    path(
        "articles/<number:id>/<words:slug>/history/",
        articles.article_history,
        name="article_history",
    ),
    path(
        "articles/<number:id>/<words:slug>/report/",
        complaints.report_error,
        name="report_error",
    ),
    path(
        "articles/<number:id>/<words:slug>/report/thanks/",
        complaints.error_reported,
        name="error_reported",
    ),
    path("authors/", authors.authors, name="authors"),
    path("authors/<words:slug>/", authors.author, name="author"),
    *feed_paths("authors/<words:slug>/", authors.feed, "author_feed"),
    path("regions/", lists.regions, name="regions"),
    path("regions/<words:slug>/", lists.region, name="region"),
    path("themes/", lists.themes, name="themes"),
    path("themes/<words:slug>/", lists.theme, name="theme"),
    path("reports/", lists.reports, name="reports"),
    path("reports/<words:slug>/", lists.report, name="report"),
    path("tags/", lists.tags, name="tags"),
    path("tags/<words:slug>/", lists.tag, name="tag"),
    path("corrections/", corrections.corrections, name="corrections"),
    *feed_paths("corrections/", corrections.feed, "corrections_feed"),
    path("search/", lists.search, name="search"),
    path("preview/<str:token>/", preview_by_link, name="preview"),
    path("your-entry/<str:token>/", own_entry.your_entry, name="your_entry"),
    path("your-entry/<str:token>/sent/", own_entry.entry_sent, name="entry_sent"),
    path("favicon.ico", favicon, name="favicon"),
]
