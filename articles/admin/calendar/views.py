"""The calendar's page: the days of a month or a week, or all of one day."""

from dataclasses import dataclass
from datetime import date

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.calendar.narrowing import narrowing
from articles.editing.agenda.items import What, agenda
from articles.editing.agenda.spans import Span, View, span_of
from articles.models import Publication
from articles.models.actions import Action, may

# How much of a day is shown; of one day by itself, a page.
MOST = {View.MONTH: 4, View.WEEK: 12, View.DAY: 100}
MOVED_BY = {
    What.BEGINS: Action.MOVE,
    What.ENDS: Action.MOVE,
    What.DUE: Action.ASSIGN,
}


@dataclass(frozen=True)
class Way:
    """The addresses that lead on from what is shown, filters and all."""

    span: Span
    asked: QueryDict
    today: date
    page: int = 1

    def to(self, **changes):
        asked = self.asked.copy()
        asked.pop("page", None)
        for name, value in changes.items():
            asked[name] = str(value)
        return f"?{asked.urlencode()}"

    @property
    def views(self):
        """(name, address, whether it is this one) of the month, the week, the day."""
        return [
            (view.capitalize(), self.to(view=view.value), view == self.span.view)
            for view in View
        ]

    @property
    def before(self):
        return self.to(on=self.span.before)

    @property
    def after(self):
        return self.to(on=self.span.after)

    @property
    def now(self):
        return self.to(on=self.today)

    @property
    def page_before(self):
        return self.to(page=self.page - 1)

    @property
    def page_after(self):
        return self.to(page=self.page + 1)


@require_safe
def calendar(request):
    if not may(request.user, Action.READ):
        raise PermissionDenied
    publication = Publication.objects.current()
    zone, now = publication.zone, timezone.now()
    today = timezone.localdate(now, zone)
    span = span_of(_view(request), _on(request, today), zone)
    page = _page(request) if span.view == View.DAY else 1
    narrowed = narrowing(request)
    most = MOST[span.view]
    days = agenda(
        *(span,),
        within=narrowed.within,
        most=most,
        skipped=most * (page - 1),
        now=now,
    )
    way = Way(span, request.GET, today, page)
    context = {
        **site.each_context(request),
        "title": "Calendar",
        "span": span,
        "today": today,
        "days": [(day, way.to(view=View.DAY.value, on=day.day)) for day in days],
        "has_more": sum(day.others for day in days) > most * (page - 1),
        "way": way,
        "narrowed": narrowed,
        "zone": zone,
        "movable": movable(request.user, publication.rules),
    }
    with timezone.override(zone):
        return render(request, "admin/calendar/calendar.html", context)


def movable(user, rules):
    """Return what kinds of entries the user may move, as their articles allow."""
    return {what for what, action in MOVED_BY.items() if may(user, action, rules=rules)}


def _view(request):
    asked = request.GET.get("view")
    return View(asked) if asked in set(View) else View.MONTH


def _on(request, today):
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today


def _page(request):
    asked = request.GET.get("page", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 4
    return max(1, int(asked)) if is_number else 1
