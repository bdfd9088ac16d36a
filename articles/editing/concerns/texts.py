"""One's own words: not saved, refused, begun, handed in, changed since then."""

from datetime import timedelta
from urllib.parse import parse_qsl

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Substr
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.editing.log import name_of
from articles.editing.stops import Stop, stops
from articles.models import Article, Edition, Event, Revision, Stage, WorkingCopy
from articles.models.actions import Action
from articles.models.article import HEADLINE_LENGTH
from articles.models.revision import NEVER_STOOD

LATELY = timedelta(days=60)
KEPT_ASIDE_LATELY = timedelta(days=14)
_BEGINNING = 4000  # of a form, where its headline or name stands
_LONG = ("standfirst", "body", "notes")


def unsaved(desk):
    own = WorkingCopy.objects.filter(person=desk.person, kept_at__lte=desk.now)
    article = Article.objects.filter(pk=OuterRef("thing_id"))
    edition = Edition.objects.filter(pk=OuterRef("thing_id"))
    return (
        own.defer("form")
        .annotate(
            since=F("kept_at"),
            doer=F("person"),
            beginning=Substr("form", 1, _BEGINNING),
            saved_as=Subquery(article.values("headline")),
            fixes=Subquery(edition.values("article_id")),
        )
        .order_by("-kept_at", "-pk")
    )


def unsaved_entry(copy, desk):
    typed = dict(parse_qsl(copy.beginning))
    is_article = copy.thing == Article._meta.label_lower
    saved_as = copy.saved_as if is_article else ""
    named = typed.get("headline") or typed.get("name") or saved_as or ""
    page = f"admin:{copy.thing.replace('.', '_')}"
    if copy.thing == Edition._meta.label_lower:
        address = reverse("admin:fix", args=[copy.fixes])
    elif copy.thing_id is None:
        address = reverse(f"{page}_add")
    else:
        address = reverse(f"{page}_change", args=[copy.thing_id])
    return Entry(
        headline=named.strip()[:HEADLINE_LENGTH] or "Without a name yet",
        wants="You typed this and did not save it. Go on, or drop it.",
        address=address,
        since=copy.kept_at,
    )


def kept_aside(desk):
    """Select refused texts of theirs, until it is decided about them, or they have
    saved the article again.
    """
    refused = Revision.objects.filter(
        made_by=desk.person,
        intent=Revision.Intent.CONFLICT,
        made_at__gt=desk.now - KEPT_ASIDE_LATELY,
    )
    decided = Event.objects.filter(revision=OuterRef("pk"), kind=Event.Kind.SETTLED)
    saved_again = Revision.objects.filter(
        article=OuterRef("article"), made_by=desk.person, number__gt=OuterRef("number")
    ).exclude(intent__in=NEVER_STOOD)
    return (
        refused.filter(~Exists(saved_again), ~Exists(decided), article__binned_at=None)
        .select_related("article__created_by")
        .defer("content", *(f"article__{name}" for name in _LONG))
        .annotate(since=F("made_at"), doer=F("made_by"))
        .order_by("-made_at", "-pk")
    )


def kept_aside_entry(refused, desk):
    article = refused.article
    may_edit = desk.may(Action.EDIT, article)
    page = "combine" if may_edit else "version"
    if may_edit:
        wants = "Somebody changed the same as you. Choose what shall stand."
    else:
        wants = "Somebody changed the same as you. Your words are in this version."
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=wants,
        address=reverse(f"admin:{page}", args=[article.pk, refused.number]),
        since=refused.made_at,
    )


def drafts(desk):
    """Select what they wrote in lately and nobody, themselves neither, was given.

    What readers see in an older text is told of as such.
    """
    person = desk.person
    visible = Edition.objects.visible(desk.now).filter(article=OuterRef("pk"))
    return (
        Article.objects.unbinned()
        .filter(
            Q(created_by=person) | Q(updated_by=person),
            Q(assignee=None),
            ~Exists(visible),
            stage=Stage.DRAFT,
            withdrawn_at=None,
            updated_at__gt=desk.now - LATELY,
        )
        .defer(*_LONG)
        .annotate(since=F("updated_at"), doer=F("updated_by"))
        .order_by("-updated_at", "-pk")
    )


def draft_entry(article, desk):
    is_own = article.created_by_id == desk.person.pk
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=_GO_ON if is_own else "You wrote in it.",
        address=reverse("admin:articles_article_change", args=[article.pk]),
        since=article.updated_at,
    )


_GO_ON = f"{Stage.DRAFT.label}: go on, or hand it in."


def on_their_way(desk):
    """Select their texts that others decide about, or that wait for their hour."""
    person = desk.person
    running = Edition.objects.running().filter(article=OuterRef("pk"))
    went_out = running.filter(
        revision=OuterRef("approved_revision"),
        undone_at=None,
        live_from__lte=desk.now,
    )
    own = Edition.objects.filter(article=OuterRef("pk"))
    coming = own.to_come(desk.now).order_by("live_from")
    newest = Event.objects.filter(article=OuterRef("pk")).order_by("-at", "-pk")
    is_waiting = Q(stage=Stage.REVIEW) | Q(stage=Stage.APPROVED) & ~Exists(went_out)
    return (
        Article.objects.unbinned()
        .filter(is_waiting, created_by=person, updated_at__gt=desk.now - LATELY)
        .select_related("assignee")
        .defer(*_LONG)
        .annotate(
            since=Subquery(newest.values("at")[:1]),
            doer=Subquery(newest.values("by")[:1]),
            report_named=Subquery(coming.values("release__report__name")[:1]),
            **{f"to_come_{name}": Subquery(coming.values(name)[:1]) for name in _HOW},
        )
        .order_by("-since", "-pk")
    )


# How an edition goes out: what stops() asks of it, and its hour.
_HOW = ("live_from", "held_at", "release_id", "left_out_at")


def _to_come(article):
    how = {name: getattr(article, f"to_come_{name}") for name in _HOW}
    return Edition(**how) if how["live_from"] else None


def _waits(article, edition, desk):
    """Return what a text waits for, in words, or nothing."""
    stop = next(iter(stops(article, edition)), None)
    if stop == Stop.HELD:
        return f"On hold: “{article.hold_reason}”"
    if stop == Stop.TOGETHER:
        return f"It waits with others of “{article.report_named}”."
    if stop:
        return _UNTIL[stop]
    if edition and edition.live_from <= desk.now:
        return "Its hour passed while it was held: an editor chooses another."
    return ""


_UNTIL = {
    Stop.FLAGGED: "Under a legal flag: it waits until that is cleared.",
    Stop.FORBIDDEN: "Its permission was withdrawn: it waits until that is given again.",
    Stop.EMBARGOED: "Its embargo is longer than its hour: it waits for another.",
}


def on_its_way_entry(article, desk):
    note, edition = "", _to_come(article)
    if waits := _waits(article, edition, desk):
        words = waits
    elif edition:
        words = f"Readers are to see it from {desk.moment(edition.live_from)}."
    elif article.stage == Stage.APPROVED:
        words = "Approved: it waits to be published."
    else:
        words = "Handed in: an editor reads it next."
        is_others = article.assignee_id not in {None, desk.person.pk}
        note = f"With {name_of(article.assignee)}" if is_others else ""
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=words,
        note=note,
        address=reverse("admin:articles_article_change", args=[article.pk]),
        since=article.since,
    )


def changed(desk):
    """Select what readers see in an older text: all of it, or a writer's own.

    What was published was approved once; what is approved anew waits to be published.
    Of a retracted article nothing can be, before it is reinstated.
    """
    visible = Edition.objects.visible(desk.now).filter(
        article=OuterRef("pk"), retracted_at=None
    )
    articles = Article.objects.unbinned().filter(
        Exists(visible.exclude(revision__number=OuterRef("version"))),
        stage__in=(Stage.DRAFT, Stage.REVIEW),
        approved_revision__isnull=False,
    )
    if not desk.may(Action.APPROVE):
        articles = articles.filter(created_by=desk.person)
    return (
        articles.select_related("updated_by")
        .defer(*_LONG)
        .annotate(
            since=F("updated_at"),
            doer=F("updated_by"),
            seen_from=Subquery(visible.values("live_from")[:1]),
        )
        .order_by("-updated_at", "-pk")
    )


def changed_entry(article, desk):
    who = name_of(article.updated_by) if article.updated_by else ""
    return Entry(
        headline=article.headline,
        language=article.language,
        wants="Changed since it went out: go on, or publish what is new.",
        note=f"Readers see the text of {desk.moment(article.seen_from)}",
        address=reverse("admin:articles_article_change", args=[article.pk]),
        since=article.updated_at,
        by_name="" if article.updated_by == desk.person else who,
    )
