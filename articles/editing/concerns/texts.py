"""One's own words: not saved, refused, begun; and what has been left behind."""

from datetime import timedelta
from urllib.parse import parse_qsl

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Substr
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.editing.standing import stage_word
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
    return (
        own.defer("form")
        .annotate(
            since=F("kept_at"),
            doer=F("person"),
            beginning=Substr("form", 1, _BEGINNING),
            saved_as=Subquery(article.values("headline")),
        )
        .order_by("-kept_at", "-pk")
    )


def unsaved_entry(copy, desk):
    typed = dict(parse_qsl(copy.beginning))
    is_article = copy.thing == Article._meta.label_lower
    saved_as = copy.saved_as if is_article else ""
    named = typed.get("headline") or typed.get("name") or saved_as or ""
    page = f"admin:{copy.thing.replace('.', '_')}"
    if copy.thing_id is None:
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
    """Select what they wrote in lately and nobody, themselves neither, was given."""
    person = desk.person
    return (
        Article.objects.unbinned()
        .filter(
            Q(created_by=person) | Q(updated_by=person),
            Q(assignee=None),
            stage=Stage.DRAFT,
            updated_at__gt=desk.now - LATELY,
        )
        .defer(*_LONG)
        .annotate(
            since=F("updated_at"),
            doer=F("updated_by"),
            is_live=Exists(
                Edition.objects.visible(desk.now).filter(article=OuterRef("pk"))
            ),
        )
        .order_by("-updated_at", "-pk")
    )


def draft_entry(article, desk):
    is_own = article.created_by_id == desk.person.pk
    stage = stage_word(article.stage, is_live=article.is_live)
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=f"{stage}: go on, or hand it in." if is_own else "You wrote in it.",
        address=reverse("admin:articles_article_change", args=[article.pk]),
        since=article.updated_at,
    )


def behind(desk):
    """Select translations of theirs whose original has another text by now.

    Of some, brought in from elsewhere, nobody has said which version they render.
    """
    person = desk.person
    has_changed = Q(translated_version__lt=F("translation_of__version")) | Q(
        translated_version=None, updated_at__lt=F("translation_of__updated_at")
    )
    return (
        Article.objects.unbinned()
        .filter(has_changed, Q(assignee=person) | Q(assignee=None, created_by=person))
        .select_related("translation_of")
        .defer(*_LONG, *(f"translation_of__{name}" for name in _LONG))
        .annotate(
            since=F("translation_of__updated_at"), doer=F("translation_of__updated_by")
        )
        .order_by("-translation_of__updated_at", "-pk")
    )


def behind_entry(article, desk):
    return Entry(
        headline=article.headline,
        language=article.language,
        wants="Its original has changed: bring the translation up to date.",
        note=f"Original: {article.translation_of.headline}",
        address=reverse("admin:articles_article_change", args=[article.pk]),
        since=article.translation_of.updated_at,
    )
