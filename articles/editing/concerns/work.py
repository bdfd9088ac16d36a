"""The work between people: given, handed in, sent back, approved."""

from datetime import timedelta

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format

from articles.editing.concerns.entries import Entry
from articles.editing.log import name_of
from articles.editing.stops import NOTHING_STOPS
from articles.models import Article, Edition, Event, Revision, Stage, four_eyes
from articles.models.actions import Action
from articles.models.revision import NEVER_STOOD

LATELY = timedelta(days=30)
_LONG = ("standfirst", "body", "notes")
# Of an article that is a draft again, these have led nowhere.
_THERE_AND_BACK = (
    *(Event.Kind.SUBMITTED, Event.Kind.APPROVED),
    *(Event.Kind.TAKEN_BACK, Event.Kind.UNDONE),
)
_IN_ARTICLE = tuple(f"article__{name}" for name in _LONG)


def sent_back(desk):
    return _returns().filter(article__assignee=desk.person).order_by("-at", "-pk")


def sent_back_entry(event, desk):
    return _of_event(event, f"{event.by_name} sent it back: mend it, and submit again.")


def assigned(desk):
    """Select drafts given to them; what was sent back is told of as such."""
    given = Event.objects.filter(article=OuterRef("pk"), kind=Event.Kind.ASSIGNED)
    given = given.order_by("-at", "-pk")
    return (
        Article.objects.unbinned()
        .filter(assignee=desk.person, stage=Stage.DRAFT)
        .filter(~Exists(_returns().filter(article=OuterRef("pk"))))
        .select_related("created_by")
        .defer(*_LONG)
        .annotate(
            since=Coalesce(Subquery(given.values("at")[:1]), F("created_at")),
            # Not Coalesce: whoever gave it may have no account any more.
            doer=Case(
                When(Exists(given), then=Subquery(given.values("by")[:1])),
                default=F("created_by"),
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
    then whatever waits longest. Four eyes keep out what they wrote: two queries more.

    A text whose approval was taken back is here again, as it was handed in.
    """
    person = desk.person
    articles = Article.objects.unbinned().filter(stage=Stage.REVIEW)
    if desk.rules.has_four_eyes:
        articles = articles.exclude(pk__in=four_eyes.written_in(person, articles))
    events = Event.objects.filter(article=OuterRef("pk")).order_by("-at", "-pk")
    came = events.filter(to_stage=Stage.REVIEW).exclude(from_stage=Stage.REVIEW)
    handed_in = events.filter(kind=Event.Kind.SUBMITTED)
    sent = events.filter(kind=Event.Kind.SENT_BACK, by=person)
    stood = Revision.objects.filter(
        article=OuterRef("pk"), made_at__lte=OuterRef("sent_at")
    ).exclude(intent__in=NEVER_STOOD)
    return (
        articles.select_related("assignee")
        .defer(*_LONG)
        .annotate(
            since=Coalesce(Subquery(came.values("at")[:1]), F("updated_at")),
            doer=Subquery(came.values("by")[:1]),
            handed_in_at=Subquery(handed_in.values("at")[:1]),
            handed_in_by=Subquery(handed_in.values("by")[:1]),
            said_by=Subquery(handed_in.values("by_name")[:1]),
            said=Subquery(handed_in.values("why")[:1]),
            sent_at=Subquery(sent.values("at")[:1]),
        )
        .annotate(
            was_version=Subquery(stood.order_by("-number").values("number")[:1]),
            place=Case(
                When(assignee=person, sent_at__isnull=False, then=Value(0)),
                When(assignee=person, then=Value(1)),
                default=Value(2),
            ),
        )
        .order_by("place", Coalesce("handed_in_at", "since"), "pk")
    )


def in_review_entry(article, desk):
    assignee = article.assignee
    is_others = assignee and assignee.pk not in {desk.person.pk, article.handed_in_by}
    wants, address = _to_decide(article)
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=wants,
        address=address,
        since=article.handed_in_at or article.since,
        why=article.said or "",
        by_name=article.said_by or "",
        note=f"With {name_of(assignee)}" if is_others else "",
    )


def _to_decide(article):
    if article.sent_at is None:
        return "Read it, then approve it or send it back.", _screen(article.pk)
    if article.was_version in {None, article.version}:
        wants = "You sent it back, and it came again, unchanged."
        return wants, _screen(article.pk)
    wants = "You sent it back, and it came again: see what is new in it."
    return wants, _difference(article, article.was_version)


def approved(desk):
    """Select approved versions that never were, and are not about to be, an edition.

    What cannot go out, be it held, flagged or without a fix, wants another thing first;
    what waits for others of its release is about to be one.
    """
    version = OuterRef("approved_revision")
    out = Edition.objects.standing().filter(revision=version, undone_at=None)
    said = Event.objects.filter(kind=Event.Kind.APPROVED, article=OuterRef("pk"))
    said = said.filter(revision=version).order_by("-at", "-pk")
    return (
        Article.objects.unbinned()
        .filter(NOTHING_STOPS, ~Exists(out), stage=Stage.APPROVED)
        .filter(fix_waiting=None, retracted_at=None, withdrawn_at=None)
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
        note = f"Under embargo until {desk.moment(article.embargoed_until)}"
    return Entry(
        headline=article.headline,
        language=article.language,
        wants="Approved: publish it.",
        address=_screen(article.pk),
        since=article.since,
        by_name=article.said_by or "",
        **({"note": note} if note else _due(article.due_on, desk)),
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


def _returns():
    """Select the events that sent drafts back which nobody has gone on with since.

    What was handed in or approved after that, and then taken back, is as it was.
    """
    later = Event.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("pk"))
    moved_on = later.exclude(from_stage=F("to_stage")).exclude(kind__in=_THERE_AND_BACK)
    returns = Event.objects.filter(
        ~Exists(moved_on), kind=Event.Kind.SENT_BACK, article__stage=Stage.DRAFT
    )
    return _told(returns)


def _told(events):
    return (
        events.filter(article__binned_at=None)
        .select_related("article")
        .defer(*_IN_ARTICLE)
        .annotate(since=F("at"), doer=F("by"))
    )


def _of_event(event, wants, *, address=""):
    article = event.article
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=wants,
        address=address or _screen(article.pk),
        since=event.at,
        why=event.why,
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


def _difference(article, number):
    page = reverse("admin:compare", args=[article.pk])
    return f"{page}?from={number}&to={article.version}"


def _screen(article_id):
    return reverse("admin:articles_article_change", args=[article_id])
