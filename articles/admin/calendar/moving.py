"""“Move to…”: a page that asks when, and the same for what was dragged to a day."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from articles.admin.article_pages import refused
from articles.admin.calendar.forms import DayForm, TimeForm
from articles.admin.moments import Typed
from articles.admin.posted.pages import showing
from articles.editing.agenda.items import What
from articles.editing.agenda.moves import MOVES, AskWhich, Move, to_day
from articles.models import Article, Publication
from articles.models.actions import Action, may, refusal
from articles.models.local_time import said

HEADINGS = {
    What.BEGINS: "Move it to another time",
    What.ENDS: "Let it end at another time",
    What.DUE: "Move the day it is due",
}


@dataclass(frozen=True)
class Moved:
    """What is to be moved, as it stands, and where from."""

    what: What
    move: Move
    thing: object
    zone: object

    @property
    def article(self):
        return self.move.article(self.thing)

    @property
    def when(self):
        return self.move.when(self.thing)

    @property
    def seen(self):
        return self.move.seen(self.thing)

    @property
    def in_words(self):
        """Return where it stands, in words."""
        return when_in_words(self.when, self.zone)

    def form(self, data=None, proposed=""):
        """Return the form that asks when; `proposed` is a time that clocks show."""
        kind = TimeForm if isinstance(self.when, datetime) else DayForm
        to = Typed(proposed) if proposed and kind is TimeForm else self.when
        return kind(data, initial={"seen": self.seen, "to": to}, label_suffix="")


class DroppedForm(forms.Form):
    """What was dragged: to a day, at its hour; or, undone, back to a moment."""

    seen = forms.CharField()
    day = forms.DateField(required=False)
    moment = forms.DateTimeField(required=False)

    def clean(self):
        super().clean()
        if not (self.cleaned_data.get("day") or self.cleaned_data.get("moment")):
            raise ValidationError("The page was incomplete. Load it again.")
        return self.cleaned_data


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, what, thing_id):
    if not may(request.user, Action.READ):
        raise PermissionDenied  # before it is known whether there is one
    zone = Publication.objects.current().zone
    moved = _moved(what, thing_id, zone)
    with timezone.override(zone):
        words = refusal(request.user, moved.move.action(moved.thing), moved.article)
        if "X-Beside" in request.headers:
            return _refused(words, 403) if words else _dropped(request, moved)
        if words:
            return refused(request, moved.article, words)
        return _asked(request, moved)


def _asked(request, moved):
    """Show the page that asks when, or do what it asked."""
    back = _back(request)
    form = moved.form(request.POST or None, request.GET.get("to", ""))
    if form.is_valid():
        to, seen = form.cleaned_data["to"], form.cleaned_data["seen"]
        try:
            moved.move.to(moved.thing, to, by=request.user, seen=seen)
        except ValidationError as error:
            _say(form, error)
            form.data = {**form.data.dict(), "seen": _afresh(moved).seen}
        else:
            words = when_in_words(to, moved.zone)
            messages.success(request, f"“{moved.article}”: moved to {words}.")
            return HttpResponseRedirect(back)
    context = {
        **site.each_context(request),
        "title": HEADINGS[moved.what],
        "opts": Article._meta,
        "article": moved.article,
        "moved": _afresh(moved) if form.is_bound else moved,
        "form": form,
        "back": back,
        "zone": moved.zone,
    }
    return showing(render(request, "admin/calendar/move.html", context))


def _dropped(request, moved):
    """Move what was dragged, and answer in words; where that is not clear, ask."""
    form = DroppedForm(request.POST)
    if not form.is_valid():
        return _refused("The page was incomplete. Load it again.", 400)
    day, moment = form.cleaned_data["day"], form.cleaned_data["moment"]
    try:
        to = to_day(moved.move, moved.thing, day, moved.zone) if day else moment
        was = moved.when
        moved.move.to(moved.thing, to, by=request.user, seen=form.cleaned_data["seen"])
    except AskWhich as ask:
        shown = ask.shown.isoformat(timespec="minutes")
        query = urlencode({"to": shown, "back": _back(request)})
        return JsonResponse({"ask": f"{request.path}?{query}"})
    except ValidationError as error:
        return _refused(" ".join(error.messages), 409)
    except PermissionDenied as error:
        return _refused(str(error), 403)
    undo = {"seen": _afresh(moved).seen}
    undo["moment" if isinstance(was, datetime) else "day"] = was.isoformat()
    words = f"“{moved.article}”: moved to {when_in_words(to, moved.zone)}."
    return JsonResponse({"said": words, "undo": undo})


def when_in_words(when, zone):
    """Return a moment, or a day, as staff read it."""
    if isinstance(when, datetime):
        return said(when, zone)
    return date_format(when, "l j F Y")


def _moved(what, thing_id, zone):
    if what not in set(MOVES):
        raise Http404
    move = MOVES[What(what)]
    thing = move.find(thing_id)
    if thing is None:
        raise Http404("It does not stand in the calendar any more.")
    return Moved(What(what), move, thing, zone)


def _afresh(moved):
    thing = moved.move.find(moved.thing.pk) or moved.thing
    return Moved(moved.what, moved.move, thing, moved.zone)


def _say(form, error):
    """Put what was refused beside the field: they speak of when, whatever its name."""
    for name, words in getattr(error, "error_dict", {None: error}).items():
        form.add_error("to" if name else None, words)


def _refused(words, status):
    return JsonResponse({"words": words}, status=status)


def _back(request):
    """Return the days that one came from."""
    asked = (request.POST or request.GET).get("back", "")
    calendar = reverse("admin:calendar")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours and asked.startswith(calendar) else calendar
