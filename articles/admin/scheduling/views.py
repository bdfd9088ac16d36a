"""When readers get a text: to schedule it, move it, let it end, cancel it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles.admin.article_pages import about, not_done, page, to_article
from articles.admin.asking import done, form_of
from articles.admin.dossiers.pages import released
from articles.admin.scheduling.beside import pending, version_of
from articles.admin.scheduling.forms import (
    CancelForm,
    EndForm,
    MoveForm,
    ScheduleForm,
)
from articles.admin.undo import published
from articles.editing import publication, stopping
from articles.editing import schedule as verbs
from articles.editing.dossiers.words import has_place
from articles.editing.standing import standing
from articles.models.actions import Action
from articles.models.local_time import said

GONE = "It is not scheduled any more."
MOVED_TOGETHER = "It has its hour by this release: here all of it is moved."
ENDED = "Readers no longer see this text, so it cannot end."


@about(Action.SCHEDULE)
def schedule(request, article):
    known = standing(article)
    ends = known.live.expires_at if known.live else None
    form = form_of(ScheduleForm, request, article, expires_at=ends)
    verb = publication.publish if form.is_now else verbs.schedule
    if edition := done(form, article, verb, by=request.user):
        messages.success(request, _said(request, article, edition, form.is_now))
        return to_article(article)
    head = article.revisions.get(number=article.version)
    return page(
        request,
        "scheduling/schedule",
        article,
        form=form,
        text=version_of(head),
        standing=known,
        pending=[(one, version_of(one.revision)) for one in pending(article)],
        title="Schedule it",
    )


@about(Action.MOVE)
def move(request, article, edition_id):
    edition = _edition(article, edition_id)
    if request.method == "GET" and not _is_pending(edition):
        return not_done(request, article, GONE)
    if request.method == "GET" and has_place(edition):
        messages.info(request, MOVED_TOGETHER)
        return HttpResponseRedirect(released(edition.release))
    given = {"live_from": edition.live_from, "expires_at": edition.expires_at}
    form = _form(MoveForm, request, article, edition, **given)
    if moved := _done(form, request, article, edition, verbs.move):
        words = f"Readers get it on {_moment(moved.live_from)}."
        if moved.held_at:
            words = f"Its hour is {_moment(moved.live_from)} now. It waits there."
        messages.success(request, words)
        return to_article(article)
    return _page(request, "move", article, edition, form, "Choose another hour")


@about(Action.MOVE)
def end(request, article, edition_id):
    edition = _edition(article, edition_id)
    if request.method == "GET" and not (_is_pending(edition) or edition.is_visible()):
        return not_done(request, article, ENDED)
    form = _form(EndForm, request, article, edition, expires_at=edition.expires_at)
    if ended := _done(form, request, article, edition, verbs.end_at):
        until = ended.expires_at
        words = f"It ends on {_moment(until)}." if until else "It stays: no end is set."
        messages.success(request, words)
        return to_article(article)
    return _page(request, "end", article, edition, form, "Let it end")


@about(Action.MOVE)
def cancel(request, article, edition_id):
    edition = _edition(article, edition_id)
    if request.method == "GET" and not _is_pending(edition):
        return not_done(request, article, GONE)
    form = _form(CancelForm, request, article, edition)
    if _done(form, request, article, edition, verbs.cancel):
        messages.success(request, "Cancelled: your text stays as it is.")
        return to_article(article)
    company = _company(edition)
    title = "Cancel the schedule?"
    return _page(request, "cancel", article, edition, form, title, company=company)


def _edition(article, edition_id):
    editions = article.editions.select_related("revision", "release__report")
    edition = get_object_or_404(editions, pk=edition_id)
    edition.article = article
    return edition


def _is_pending(edition):
    return edition.cancelled_at is None and (
        edition.live_from > timezone.now() or edition.held_at is not None
    )


def _form(kind, request, article, edition, **initial):
    return form_of(kind, request, article, seen=verbs.as_seen(edition), **initial)


def _done(form, request, article, edition, verb):
    """Call a verb of the edition; what it refuses, the form says on the same page."""

    def of_edition(article, **given):
        return verb(edition, **given)

    def as_it_is(article):
        edition.refresh_from_db()
        return verbs.as_seen(edition)

    return done(form, article, of_edition, by=request.user, state=as_it_is)


def _company(edition):
    """Return those that go out with an edition, and would wait for it; or None."""
    if not has_place(edition):
        return None
    others = edition.release.editions.to_come(timezone.now()).filter(left_out_at=None)
    others = others.exclude(pk=edition.pk).only("article", "headline", "release")
    return {
        "others": list(others.order_by("headline", "pk")),
        "report": edition.release.report,
        "address": released(edition.release),
    }


def _page(request, name, article, edition, form, title, **context):
    return page(
        request,
        f"scheduling/{name}",
        article,
        form=form,
        edition=edition,
        begins=_moment(edition.live_from),
        text=version_of(edition.revision),
        is_live=edition.is_visible(),
        awaited=stopping.awaited(article, edition),
        title=title,
        **context,
    )


def _said(request, article, edition, is_now):
    if is_now:
        return published(request, article, edition)
    return f"Scheduled: readers get it on {_moment(edition.live_from)}."


def _moment(moment):
    return said(moment, timezone.get_current_timezone())
