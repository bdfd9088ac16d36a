"""Authors, terms, sources and pictures by what they are, or were, called."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import (
    Case,
    F,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.http import urlencode

from articles.editing.authors import searching
from articles.editing.finding.folds import Folded
from articles.editing.finding.hits import Group, Hit
from articles.models import (
    Author,
    Image,
    Region,
    Report,
    Source,
    Tag,
    Theme,
    Version,
)
from articles.models.actions import screen_refusal
from articles.models.mergeable import Mergeable


@dataclass(frozen=True)
class Kind:
    """A kind of thing, and the fields that it is found by; `note` is one more.

    `rows(kind, words)` selects them where names alone are not enough.
    """

    model: type
    name: str
    fields: tuple = ("name",)
    note: str = ""
    has_former_names: bool = True
    order: tuple = field(default=("name",))
    rows: Callable | None = None


def _by_names(kind, words):
    rows = kind.model._default_manager.alias(line=_line(kind.fields))
    called = _all_in("line", words)
    if not kind.has_former_names:
        return rows.filter(called)
    former = _former(kind.model, words)
    rows = rows.annotate(former=Subquery(former.values(called=KT("content__name"))[:1]))
    called |= Q(pk__in=_versions(kind.model, words).values("thing_id"))
    if issubclass(kind.model, Mergeable):
        gone = rows.filter(called, merged_into__isnull=False)
        here = gone.filter(merged_into=OuterRef("pk")).order_by("pk")
        rows = rows.unmerged()
        rows = rows.annotate(absorbed_name=Subquery(here.values("name")[:1]))
        called |= Q(pk__in=gone.values("merged_into"))
    return rows.filter(called)


def _authors(kind, words):
    """Select authors by any name of theirs, those of who was merged into them too."""
    former = _former(kind.model, words)
    absorbed = searching.absorbed(words).filter(merged_into=OuterRef("pk"))
    rows = Author.objects.unmerged().alias(line=F("search_names"))
    return rows.filter(searching.called(words)).annotate(
        former=Subquery(former.values(called=KT("content__name"))[:1]),
        absorbed_name=Subquery(absorbed.values("name")[:1]),
    )


KINDS = [
    Kind(Author, "Authors", note="position", rows=_authors),
    Kind(Report, "Reports"),
    Kind(Region, "Regions"),
    Kind(Theme, "Themes"),
    Kind(Tag, "Tags"),
    Kind(Source, "Sources", ("name", "site"), "site"),
    Kind(
        Image,
        "Pictures",
        ("caption", "alt", "credit"),
        "credit",
        has_former_names=False,
        order=("-uploaded_at",),
    ),
]


def things_found(user, words, query, most):
    """Return a group for each kind that the user may see: one query each."""
    return [
        _group(kind, words, query, most)
        for kind in KINDS
        if not screen_refusal(user, "view", kind.model)
    ]


def offered(model):
    """Select what staff find: who is proposed is found by the article alone."""
    rows = model._default_manager.all()
    return rows.settled() if model is Author else rows


def _group(kind, words, query, most):
    rows = (kind.rows or _by_names)(kind, words)
    first = Case(When(line__startswith=words[0], then=0), default=1)
    found = list(rows.order_by(first, *kind.order, "pk")[: most + 1])
    opts = kind.model._meta
    page = f"admin:{opts.app_label}_{opts.model_name}"
    more = f"{reverse(f'{page}_changelist')}?{urlencode({'q': query})}"
    has_more = len(found) > most
    return Group(
        opts.model_name,
        kind.name,
        [_hit(kind, row, page) for row in found[:most]],
        has_more,
        more if has_more else "",
    )


def _hit(kind, row, page):
    notes = [str(getattr(row, kind.note))] if kind.note else []
    former = getattr(row, "former", None)
    if former and former != str(row):
        notes.insert(0, f"was called {former}")
    if absorbed := getattr(row, "absorbed_name", None):
        notes.insert(0, f"“{absorbed}” was merged into it")
    return Hit(
        words=str(row),
        address=reverse(f"{page}_change", args=[row.pk]),
        note=" · ".join(filter(None, notes)),
    )


def _line(fields):
    if len(fields) == 1:
        return Folded(F(fields[0]))
    parts = []
    for name in fields:
        parts += [F(name), Value(" ")]
    return Folded(Concat(*parts, output_field=TextField()))


def _all_in(name, words):
    wanted = Q()
    for word in words:
        wanted &= Q(**{f"{name}__contains": word})
    return wanted


def _versions(model, words):
    """Select the versions of such things that were called so."""
    versions = Version.objects.filter(thing=model._meta.label_lower)
    versions = versions.alias(called=Folded(KT("content__name")))
    return versions.filter(_all_in("called", words))


def _former(model, words):
    own = _versions(model, words).filter(thing_id=OuterRef("pk"))
    return own.order_by("-number")
