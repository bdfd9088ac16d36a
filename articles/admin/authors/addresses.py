"""Where the screens about authors are, beside the list and the form."""

from functools import partial

from django.urls import path

from articles.admin.authors.pen_names import keepers, moving
from articles.admin.authors.pen_names import views as pen_names

# (below /admin/articles/author/, view, name after "articles_author_")
_PAGES: list[tuple] = [
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
