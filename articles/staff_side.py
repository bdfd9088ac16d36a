"""The staff side's addresses: beside the models' screens, those about no one model."""

from django.contrib.admin import AdminSite
from django.urls import path


class NewsroomSite(AdminSite):
    def get_urls(self):
        # Not before: those modules register themselves with this site.
        from articles.admin import finding, well
        from articles.admin.calendar import moving, views

        move = "calendar/<str:what>/<int:thing_id>/move/"
        own = [
            ("calendar/", views.calendar, "calendar"),
            (move, moving.move, "move_in_calendar"),
            ("search/", finding.search, "search"),
            ("well/", well.well, "well"),
        ]
        pages = [path(at, self.admin_view(view), name=name) for at, view, name in own]
        return [*pages, *super().get_urls()]
