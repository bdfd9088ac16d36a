"""Where the screens about authors are, beside the list and the form."""

from functools import partial

from django.urls import path

from articles.admin.authors import proposed

# (below /admin/articles/author/, view, name after "articles_author_")
_PAGES: list[tuple] = [
    ("likely/", proposed.likely, "likely"),
    ("proposed/", proposed.proposed, "proposed"),
    ("<int:thing_id>/proposed/", proposed.decide, "decide"),
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
