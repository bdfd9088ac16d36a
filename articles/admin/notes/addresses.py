"""Where notes and source notes are read, written and answered."""

from articles.admin.notes import sources, views


def pages(at):
    """Return (route, view, name) under an article's address."""
    note, source = f"{at}/notes/<int:note_id>", f"{at}/sources/<int:note_id>"
    return [
        (f"{at}/notes/", views.notes, "notes"),
        (f"{at}/notes/beside/", views.beside, "notes_beside"),
        (f"{at}/notes/seen/", views.seen, "notes_seen"),
        (f"{note}/answer/", views.answer, "answer_note"),
        (f"{at}/sources/", sources.add, "source_notes"),
        (f"{source}/check/", sources.check, "check_source"),
        (f"{source}/flag/", sources.flag, "raise_flag"),
        (f"{source}/clear/", sources.clear, "clear_flag"),
    ]
