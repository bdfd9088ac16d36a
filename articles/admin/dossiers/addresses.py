"""Where a report's screens of releasing are, below its own."""

from functools import partial

from django.urls import path

from articles.admin.dossiers import previews, release, released

_AT, _ONE = "<int:thing_id>", "<int:thing_id>/releases/<int:release_id>"
_PAGES = [
    (f"{_AT}/release/", release.release, "release"),
    (f"{_ONE}/", released.released, "released"),
    (f"{_ONE}/move/", released.move, "move_release"),
    (f"{_ONE}/cancel/", released.cancel, "cancel_release"),
    (f"{_ONE}/run-others/", released.run_others, "run_others"),
    (f"{_ONE}/undo/", released.undo, "undo_release"),
    (f"{_AT}/preview/", previews.preview, "preview"),
    (f"{_AT}/preview/<int:article_id>/", previews.preview_part, "preview_part"),
]


def addresses(screen):
    """Return the addresses for the screen of reports."""
    return [
        path(
            route,
            screen.admin_site.admin_view(partial(view, screen=screen)),
            name=f"articles_report_{name}",
        )
        for route, view, name in _PAGES
    ]
