"""One complaint: what a reader says, what they saw, what was done, what can be done."""

from functools import wraps

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from articles.admin.complaints.forms import (
    CloseForm,
    GiveForm,
    ReplyForm,
    TouchedForm,
    WordsForm,
    led_to,
)
from articles.admin.complaints.passages import then_and_now
from articles.admin.posted.pages import refused
from articles.models import Complaint, Publication
from articles.models.actions import Action, may, refusal

_WITH = ("article__created_by", "edition__revision", "owner", "correction__edition")


def about(action):
    """Give a view the complaint, if its person may do this; else say why not."""

    def decorate(view):
        @wraps(view)
        def guarded(request, complaint_id, **kwargs):
            if not may(request.user, Action.SEE_COMPLAINT):
                raise PermissionDenied  # before it is known whether there is one
            complaints = Complaint.objects.select_related(*_WITH)
            complaint = get_object_or_404(complaints, pk=complaint_id)
            if not may(request.user, Action.SEE_COMPLAINT, complaint.article):
                raise PermissionDenied
            with timezone.override(Publication.objects.current().zone):
                if words := refusal(request.user, action, complaint.article):
                    return refused(request, complaint, words)
                return view(request, complaint, **kwargs)

        return guarded

    return decorate


def complaint_page(request, complaint, *, status=200, **bound):
    """Show the page; `bound` holds, by name, a form to be shown as it was sent."""
    article, user = complaint.article, request.user
    editions = article.editions.visible().select_related("revision")
    live = editions.first()
    notices = article.corrections.standing().order_by("-dated_at", "-pk")
    context = {
        **site.each_context(request),
        "title": f"A reader about “{article.headline}”",
        "opts": Complaint._meta,
        "complaint": complaint,
        "article": article,
        "live": live,
        "passages": then_and_now(complaint, live),
        "steps": complaint.steps.order_by("-pk"),
        "replies": complaint.replies.order_by("pk"),
        "why_not": refusal(user, Action.COMPLAINT, article),
        "why_no_fix": refusal(user, Action.FIX, article),
        "is_mine": complaint.owner_id == user.pk,
        "sent": next(iter(bound.values()), None),
        **_forms(complaint, notices, bound),
    }
    template = "admin/complaints/complaint.html"
    return render(request, template, context, status=status)


def _forms(complaint, notices, bound):
    given = {"owner": complaint.owner_id}
    forms = {
        "touched": bound.get("touched") or _form(TouchedForm, complaint, "touched"),
        "give": bound.get("give") or _form(GiveForm, complaint, "give", **given),
        "reply": bound.get("reply") or _form(ReplyForm, complaint, "reply"),
        "reopen": bound.get("reopen") or _form(WordsForm, complaint, "reopen"),
        "close": bound.get("close"),
    }
    if forms["close"] is None and not complaint.is_closed:
        beginning = led_to(complaint, notices)
        forms["close"] = _form(
            CloseForm, complaint, "close", notices=notices, **beginning
        )
    return forms


def _form(kind, complaint, name, *, notices=None, **initial):
    more = {} if notices is None else {"notices": notices}
    initial = {"seen": complaint.touched_at.isoformat(), **initial}
    return kind(initial=initial, auto_id=f"id_{name}_%s", label_suffix="", **more)


def to_complaint(complaint):
    place = reverse("admin:articles_complaint_change", args=[complaint.pk])
    return HttpResponseRedirect(place)
