"""Where the screens about authors are, beside the list and the form."""

from functools import partial

from django.urls import path

from articles.admin.authors import (
    bio_preview,
    duplicates,
    filters,
    link_pages,
    proposed,
    reviewing,
    suggestion_pages,
)
from articles.admin.authors.pen_names import keepers, moving
from articles.admin.authors.pen_names import views as pen_names
from articles.admin.authors.requests import as_readers, measures, pages

_ONE = "<int:thing_id>"
_LINK = "<int:thing_id>/link/<int:link_id>"
_SUGGESTION = "<int:thing_id>/suggestions/<int:suggestion_id>"
# (below /admin/articles/author/, view, name after "articles_author_")
_PAGES: list[tuple] = [
    *filters.PAGES,
    *duplicates.PAGES,
    ("likely/", proposed.likely, "likely"),
    ("proposed/", proposed.proposed, "proposed"),
    (f"{_ONE}/proposed/", proposed.decide, "decide"),
    ("<int:thing_id>/reviewed/", reviewing.reviewed, "reviewed"),
    ("<int:author_id>/bio-preview/", bio_preview.bio_preview, "bio_preview"),
    ("bio-preview/", bio_preview.bio_preview, "new_bio_preview"),
    ("<int:thing_id>/link/", link_pages.own_link, "link"),
    (f"{_LINK}/mail/", link_pages.mail_link, "mail_link"),
    (f"{_LINK}/revoke/", link_pages.revoke_link, "revoke_link"),
    (f"{_SUGGESTION}/", suggestion_pages.suggestion, "suggestion"),
    (
        f"{_SUGGESTION}/take-back/",
        suggestion_pages.take_back_decision,
        "take_back_decision",
    ),
    (f"{_SUGGESTION}/photo/", suggestion_pages.suggested_photo, "suggested_photo"),
    ("pen-names/", pen_names.index, "pen_names"),
    ("pen-names/new/", pen_names.new, "new_pen_name"),
    ("<int:author_id>/pen-name/", pen_names.record, "pen_name"),
    ("<int:author_id>/pen-name/open/", pen_names.open_it, "open_pen_name"),
    ("<int:author_id>/pen-name/change/", pen_names.change, "change_pen_name"),
    ("<int:author_id>/pen-name/end/", pen_names.end, "end_pen_name"),
    ("<int:author_id>/pen-name/add/", keepers.add, "add_keeper"),
    ("<int:author_id>/pen-name/remove/", keepers.remove, "remove_keeper"),
    ("<int:author_id>/pen-name/appoint/", keepers.appoint, "appoint_keeper"),
    ("<int:author_id>/pen-name/move/", moving.move, "move_bylines"),
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
