"""Where the screens about authors are, beside the list and the form."""

from functools import partial

from django.urls import path

from articles.admin.authors.requests import as_readers, measures, pages

# (below /admin/articles/author/, view, name after "articles_author_")
_ONE = "<int:thing_id>"
_PAGES: list[tuple] = [
    (f"{_ONE}/requests/", pages.all_of_one, "requests"),
    (f"{_ONE}/requests/new/", pages.receive, "receive"),
    (f"{_ONE}/requests/<int:request_id>/", pages.one, "request"),
    (f"{_ONE}/drop/", measures.drop, "drop"),
    (f"{_ONE}/hide/", measures.hide, "hide"),
    (f"{_ONE}/show-page/", measures.show_page, "show_page"),
    (f"{_ONE}/withhold/", measures.withhold, "withhold"),
    (f"{_ONE}/show-name/", measures.show_name, "show_name"),
    (f"{_ONE}/erase/", measures.erase, "erase"),
    (f"{_ONE}/as-readers/<slug:measure>/", as_readers.as_readers, "as_readers"),
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
