"""Undoing a publication: one click, while the minute lasts."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from articles.admin.article_pages import about, not_done, to_article
from articles.admin.scheduling.beside import pending, version_of
from articles.editing.undo import UNDO_WITHIN, may_undo, undo_publication
from articles.models import Edition
from articles.models.actions import Action
from articles.models.local_time import said


@dataclass(frozen=True)
class Undo:
    """What the button posts, and for how long it works."""

    edition: Edition
    seconds_left: int


class EditionForm(forms.Form):
    edition = forms.IntegerField(max_value=2**62)


def undo_of(user, article, live):
    """Return what the user can undo of an article just now, or None."""
    now = timezone.now()
    if not may_undo(user, article, live, now):
        return None
    left = live.live_from + UNDO_WITHIN - now
    return Undo(live, int(left.total_seconds()))


def published(request, article, edition):
    """Return what is said of a publication that readers see from now on."""
    address = reverse("articles:article", args=[article.pk, "-"])
    words = "Published: readers see this text now. <a href='{}'>See the page</a>"
    words = format_html(words, address)
    if next_one := _takes_over(article, edition):
        words = format_html("{} {}", words, next_one)
    return with_undo(request, article, edition, words)


def _takes_over(article, edition):
    """Say which text takes the place of a published one at its hour, if one does."""
    running = (one for one in pending(article) if one.held_at is None)
    coming = next(running, None)
    if coming is None or coming.revision_id == edition.revision_id:
        return ""
    return format_html(
        "On {}, the text of {} takes its place: <a href='#outgoing'>use this text</a> "
        "then, too, or <a href='{}'>cancel that one</a>.",
        said(coming.live_from, timezone.get_current_timezone()),
        version_of(coming.revision),
        reverse("admin:cancel", args=[article.pk, coming.pk]),
    )


def with_undo(request, article, edition, words):
    """Return what is said of a publication, with a button that takes it back."""
    offer = undo_of(request.user, article, edition)
    if offer is None:
        return words
    context = {"article": article, "undo": offer}
    form = render_to_string("admin/includes/undo_said.html", context, request)
    return format_html("{} {}", words, form)


@require_POST
@about(Action.UNDO)
def undo(request, article):
    form = EditionForm(request.POST)
    if not form.is_valid():
        return not_done(request, article, "The page was incomplete. Load it again.")
    edition = get_object_or_404(article.editions, pk=form.cleaned_data["edition"])
    try:
        again = undo_publication(edition, by=request.user)
    except ValidationError as error:
        return not_done(request, article, " ".join(error.messages))
    words = "see the text from before again" if again else "no longer see this article"
    messages.success(request, f"Undone: readers {words}.")
    return to_article(article)
