"""The work between people: given, handed in, sent back, approved, about to go out."""

from datetime import timedelta

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.editing.concerns.entries import Entry
from articles.editing.log import name_of
from articles.models import Article, Edition, Event, Revision, Stage
from articles.models.actions import Action
from articles.models.revision import NEVER_STOOD

A_DAY = timedelta(days=1)
LATELY = timedelta(days=30)
_LONG = ("standfirst", "body", "notes")
_IN_ARTICLE = tuple(f"article__{name}" for name in _LONG)


def sent_back(desk):
    events = _standing_moves(Event.Kind.SENT_BACK, Stage.DRAFT)
    return events.filter(article__assignee=desk.person).order_by("-at", "-pk")


def sent_back_entry(event, desk):
    return _of_event(event, f"{event.by_name} sent it back: mend it, and submit again.")


def assigned(desk):
    """Select drafts given to them; what was sent back is told of as such."""
    given = Event.objects.filter(article=OuterRef("pk"), kind=Event.Kind.ASSIGNED)
    given = given.order_by("-at", "-pk")
    back = _standing_moves(Event.Kind.SENT_BACK, Stage.DRAFT)
    return (
        Article.objects.unbinned()
        .filter(assignee=desk.person, stage=Stage.DRAFT)
        .filter(~Exists(back.filter(article=OuterRef("pk"))))
        .select_related("created_by")
        .defer(*_LONG)
        .annotate(
            since=Coalesce(Subquery(given.values("at")[:1]), F("created_at")),
            doer=Coalesce(
                Subquery(given.values("by")[:1]),
                F("created_by"),
                output_field=BigIntegerField(),
            ),
            given_by=Subquery(given.values("by_name")[:1]),
        )
        .order_by(F("due_on").asc(nulls_last=True), "-since", "-pk")
    )


def assigned_entry(article, desk):
    is_own = article.doer == desk.person.pk
    given_by = "" if is_own else article.given_by
    given = f"{given_by} gave it to you" if given_by else "It is with you"
    may_write = desk.may(Action.EDIT, article)
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=f"{given}: {'write it' if may_write else 'read it'}.",
        address=_screen(article.pk),
        since=article.since,
        **_due(article.due_on, desk),
    )


def in_review(desk):
    """Select what waits for a decision: what they sent back comes first, then theirs,
    then whatever waits longest. Four eyes keep out what they wrote.
    """
    person = desk.person
    events = _standing_moves(Event.Kind.SUBMITTED, Stage.REVIEW)
    if desk.rules.has_four_eyes:
        approved = Coalesce(OuterRef("article__approved_revision__number"), 0)
        wrote = Revision.objects.filter(
            article=OuterRef("article"), made_by=person, number__gt=approved
        ).exclude(intent__in=NEVER_STOOD)
        events = events.filter(~Exists(wrote))
    sent = Event.objects.filter(
        article=OuterRef("article"), kind=Event.Kind.SENT_BACK, by=person
    )
    stood = Revision.objects.filter(
        article=OuterRef("article"), made_at__lte=OuterRef("sent_at")
    ).exclude(intent__in=NEVER_STOOD)
    return (
        events.select_related("article__assignee")
        .annotate(sent_at=Subquery(sent.order_by("-at", "-pk").values("at")[:1]))
        .annotate(
            came_again=Exists(sent),
            was_version=Subquery(stood.order_by("-number").values("number")[:1]),
            place=Case(
                When(Q(article__assignee=person) & Exists(sent), then=Value(0)),
                When(article__assignee=person, then=Value(1)),
                default=Value(2),
            ),
        )
        .order_by("place", "at", "pk")
    )


def in_review_entry(event, desk):
    assignee = event.article.assignee
    is_others = assignee and assignee.pk not in {desk.person.pk, event.by_id}
    note = f"With {name_of(assignee)}" if is_others else ""
    said = {"note": note, "by_name": event.by_name}
    if not event.came_again:
        return _of_event(event, "Read it, then approve it or send it back.", **said)
    if event.was_version in {None, event.article.version}:
        wants = "You sent it back, and it came again, unchanged."
        return _of_event(event, wants, **said)
    return _of_event(
        event,
        "You sent it back, and it came again: see what is new in it.",
        address=_difference(event.article, event.was_version),
        **said,
    )


def approved(desk):
    """Select approved versions that never were, and are not about to be, an edition."""
    version = OuterRef("approved_revision")
    out = Edition.objects.running().filter(revision=version, undone_at=None)
    said = Event.objects.filter(kind=Event.Kind.APPROVED, article=OuterRef("pk"))
    said = said.filter(revision=version).order_by("-at", "-pk")
    return (
        Article.objects.unbinned()
        .filter(~Exists(out), stage=Stage.APPROVED, held_at=None)
        .defer(*_LONG)
        .annotate(
            since=Coalesce(Subquery(said.values("at")[:1]), F("updated_at")),
            doer=Subquery(said.values("by")[:1]),
            said_by=Subquery(said.values("by_name")[:1]),
        )
        .order_by(F("due_on").asc(nulls_last=True), "since", "pk")
    )


def approved_entry(article, desk):
    note = ""
    if article.embargoed_until and article.embargoed_until > desk.now:
        note = f"Under embargo until {_moment(article.embargoed_until, desk)}"
    return Entry(
        headline=article.headline,
        language=article.language,
        wants="Approved: publish it.",
        address=_screen(article.pk),
        since=article.since,
        by_name=article.said_by or "",
        **({"note": note} if note else _due(article.due_on, desk)),
    )


def going_out(desk):
    """Select what readers are to see within a day."""
    within = desk.now, desk.now + A_DAY
    return (
        Edition.objects.running()
        .filter(live_from__gt=within[0], live_from__lte=within[1])
        .only("headline", "language", "article_id", "live_from", "made_at", "made_by")
        .annotate(since=F("made_at"), doer=F("made_by"))
        .order_by("live_from", "pk")
    )


def going_out_entry(edition, desk):
    return Entry(
        headline=edition.headline,
        language=edition.language,
        wants=f"Readers are to see it from {_moment(edition.live_from, desk)}.",
        address=_screen(edition.article_id),
        since=edition.made_at,
    )


def held(desk):
    """Select what they put on hold: until they lift it, it waits for them."""
    return (
        Article.objects.unbinned()
        .filter(held_by=desk.person)
        .defer(*_LONG)
        .annotate(since=F("held_at"), doer=F("held_by"))
        .order_by("held_at", "pk")
    )


def held_entry(article, desk):
    return Entry(
        headline=article.headline,
        language=article.language,
        wants="You put it on hold: lift that when it may go out.",
        address=_screen(article.pk),
        since=article.held_at,
        why=article.hold_reason,
    )


def overridden(desk):
    events = Event.objects.filter(
        kind=Event.Kind.OVERRIDDEN, at__gt=desk.now - LATELY, at__lte=desk.now
    )
    return _told(events).order_by("-at", "-pk")


def overridden_entry(event, desk):
    return _of_event(
        event,
        f"{event.by_name} published it in spite of this: look at it.",
        address=reverse("admin:versions", args=[event.article_id]),
    )


def _standing_moves(kind, stage):
    """Select the events of a kind that brought articles to the stage they are at."""
    later = Event.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("pk"))
    moved_on = later.exclude(from_stage=F("to_stage"))
    events = Event.objects.filter(~Exists(moved_on), kind=kind, article__stage=stage)
    return _told(events)


def _told(events):
    return (
        events.filter(article__binned_at=None)
        .select_related("article")
        .defer(*_IN_ARTICLE)
        .annotate(since=F("at"), doer=F("by"))
    )


def _of_event(event, wants, *, note="", by_name="", address=""):
    article = event.article
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=wants,
        address=address or _screen(article.pk),
        since=event.at,
        why=event.why,
        by_name=by_name,
        note=note,
    )


def _due(due_on, desk):
    if due_on is None:
        return {}
    if due_on < desk.today:
        words = f"Overdue since {date_format(due_on, 'j F')}"
    elif due_on == desk.today:
        words = "Due today"
    else:
        words = f"Due {date_format(due_on, 'j F')}"
    return {"note": words, "is_urgent": due_on <= desk.today}


def _moment(at, desk):
    local = timezone.localtime(at, desk.zone)
    day = "" if local.date() == desk.today else date_format(local, "j F, ")
    return f"{day}{date_format(local, 'H:i')} ({local.tzname()})"


def _difference(article, number):
    page = reverse("admin:compare", args=[article.pk])
    return f"{page}?from={number}&to={article.version}"


def _screen(article_id):
    return reverse("admin:articles_article_change", args=[article_id])
