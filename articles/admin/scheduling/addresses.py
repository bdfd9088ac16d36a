"""Where the pages are that say when a text goes out."""

from articles.admin.scheduling import views


def pages(at):
    one = f"{at}/scheduled/<int:edition_id>"
    return [
        (f"{at}/schedule/", views.schedule, "schedule"),
        (f"{one}/move/", views.move, "move"),
        (f"{one}/end/", views.end, "end"),
        (f"{one}/cancel/", views.cancel, "cancel"),
    ]
