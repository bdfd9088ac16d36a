"""What lies in the bin, in sections, each walked from where one was."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from articles.editing import things
from articles.models import Article
from articles.models.actions import Action, may, refusal, screen_refusal
from articles.templatetags.desk import kind_of, person

AT_ONCE = 50


@dataclass(frozen=True)
class Entry:
    """One deleted thing. `back` is where one click posts `seen` to put it back."""

    words: str
    at: datetime
    who: str
    back: str
    address: str
    seen: int = 0
    kind: str = ""
    language: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Section:
    """What was deleted of one kind, the newest first; `older` leads to the rest."""

    name: str
    title: str
    entries: list[Entry]
    older: str = ""


def sections(request):
    """Return the sections that the user may see, one query each; None is for nobody."""
    found = []
    words = request.GET.get("q", "").replace("\0", "").split()
    if may(request.user, Action.READ):
        found.append(_articles(request, words))
    if things.binned_models(request.user):
        found.append(_things(request, words))
    return found


def _articles(request, words):
    articles = Article.objects.binned().select_related("binned_by", "created_by")
    for word in words:
        articles = articles.filter(headline__icontains=word)
    articles = articles.defer("body", "notes").order_by("-binned_at", "-pk")
    rows, older = _page(request, "articles", articles, "binned_at")
    entries = [_article(request.user, article) for article in rows]
    return Section("articles", "Articles", entries, older)


def _things(request, words):
    deleted = things.deleted_things(request.user, words)
    rows, older = _page(request, "things", deleted, "made_at")
    entries = [_thing(request.user, version) for version in rows]
    return Section("things", "Authors, terms and the rest", entries, older)


def _article(user, article):
    return Entry(
        words=article.headline,
        at=article.binned_at,
        who=person(article.binned_by),
        back=reverse("admin:bring_back", args=[article.pk]),
        seen=article.version,
        address=reverse("admin:articles_article_change", args=[article.pk]),
        language=article.language,
        why_not=refusal(user, Action.BRING_BACK, article),
    )


def _thing(user, version):
    return Entry(
        words=version.called,
        at=version.made_at,
        who=version.made_by_name or "somebody",
        back=reverse("admin:bring_back_thing", args=[version.pk]),
        address=reverse("admin:deleted_thing", args=[version.pk]),
        kind=kind_of(version),
        why_not=screen_refusal(user, "add", version.model),
    )


def _page(request, name, rows, moment):
    """Return the rows of a section's page, and what leads to those before them.

    The other sections stay where they are.
    """
    if after := _place(request.GET.get(name, "")):
        at, pk = after
        rows = rows.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "pk__lt": pk}))
    found = list(rows[: AT_ONCE + 1])
    if len(found) <= AT_ONCE:
        return found, ""
    last = found[AT_ONCE - 1]
    asked = request.GET.copy()
    asked[name] = f"{getattr(last, moment).isoformat()}~{last.pk}"
    return found[:AT_ONCE], asked.urlencode()


def _place(text):
    """Read where the page before this one ended; nonsense is the beginning."""
    at, _, pk = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(pk)) if moment.tzinfo and len(pk) < 18 else None
    except ValueError:
        return None
