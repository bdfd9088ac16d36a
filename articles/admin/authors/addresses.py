"""Where the screens about authors are, beside the list and the form."""

from functools import partial

from django.urls import path

from articles.admin.authors import link_pages, suggestion_pages

_SUGGESTION = "<int:thing_id>/suggestions/<int:suggestion_id>"
# (below /admin/articles/author/, view, name after "articles_author_")
_PAGES: list[tuple] = [
    ("<int:thing_id>/link/", link_pages.own_link, "link"),
    ("<int:thing_id>/link/<int:link_id>/mail/", link_pages.mail_link, "mail_link"),
    (
        "<int:thing_id>/link/<int:link_id>/revoke/",
        link_pages.revoke_link,
        "revoke_link",
    ),
    (f"{_SUGGESTION}/", suggestion_pages.suggestion, "suggestion"),
    (
        f"{_SUGGESTION}/take-back/",
        suggestion_pages.take_back_decision,
        "take_back_decision",
    ),
    (f"{_SUGGESTION}/photo/", suggestion_pages.suggested_photo, "suggested_photo"),
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
