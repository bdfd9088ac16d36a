"""Where the screens about authors are, beside the list and the form."""

from functools import partial

from django.urls import path

from articles.admin.authors import bio_preview, duplicates, filters, reviewing

# (below /admin/articles/author/, view, name after "articles_author_")
_PAGES: list[tuple] = [
    *filters.PAGES,
    *duplicates.PAGES,
    ("<int:thing_id>/reviewed/", reviewing.reviewed, "reviewed"),
    ("<int:author_id>/bio-preview/", bio_preview.bio_preview, "bio_preview"),
    ("bio-preview/", bio_preview.bio_preview, "new_bio_preview"),
]


def addresses(screen):
    """Return the addresses for the screen of authors."""
    return [
        path(
            route,
            screen.admin_site.admin_view(partial(view, screen=screen)),
            name=f"articles_author_{name}",
        )
        for route, view, name in _PAGES
    ]
