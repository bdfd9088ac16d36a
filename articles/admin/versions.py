"""Every text that was handed in: the list, one whole, and two side by side."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.admin.words import field_name, joined
from articles.models import (
    Article,
    Author,
    Credit,
    Disclaimer,
    Image,
    Publication,
    Region,
    Report,
    Revision,
    Source,
    Theme,
)
from articles.models.actions import Action, may
from articles.models.body import clean_body, clean_inline
from articles.models.snapshot import FIELDS
from articles.templatetags.desk import full_moment

_NAMED = {
    "regions": Region,
    "themes": Theme,
    "reports": Report,
    "source": Source,
    "disclaimer": Disclaimer,
    "lead_image": Image,
    "translation_of": Article,
}


@require_safe
def versions(request, article_id):
    article = _article(request, article_id)
    found = article.revisions.select_related("made_by").defer("content")
    shown = set(article.editions.standing().values_list("revision_id", flat=True))
    rows = [(version, version.pk in shown) for version in found.order_by("-number")]
    return _page(request, "versions", article, versions=rows, title="Versions")


@require_safe
def version(request, article_id, number):
    article = _article(request, article_id)
    one = get_object_or_404(article.revisions, number=number)
    return _page(
        request,
        "version",
        article,
        version=one,
        is_refused=one.intent == Revision.Intent.CONFLICT,
        fields=in_words(one.snapshot),
        title=f"Version {number}",
    )


@require_safe
def compare(request, article_id, number):
    """Show a version beside the text that stands, field by field."""
    article = _article(request, article_id)
    one = get_object_or_404(article.revisions, number=number)
    theirs, standing = one.snapshot, article.snapshot()
    differing = theirs.differing(standing)
    rows = [
        {"label": label, "version": said, "standing": stands}
        for (label, said), (_, stands) in zip(
            in_words(theirs, only=differing),
            in_words(standing, only=differing),
            strict=True,
        )
    ]
    return _page(
        request,
        "compare",
        article,
        version=one,
        is_refused=one.intent == Revision.Intent.CONFLICT,
        rows=rows,
        title=f"Version {number} and your text as it stands",
    )


def who_changed(article, refused):
    """Return who has saved since the version that a text began from, in words."""
    since = article.revisions.filter(number__gt=refused.began_from or 0)
    since = since.exclude(pk=refused.pk).exclude(intent=Revision.Intent.CONFLICT)
    names = dict.fromkeys(
        since.order_by("number").values_list("made_by_name", flat=True)
    )
    return joined(name for name in names if name) or "somebody"


def in_words(snapshot, only=None):
    """Return (label, words or HTML) of a snapshot's fields, empty ones left out.

    With `only`, of those fields whether empty or not.
    """
    names = FIELDS if only is None else only
    rows = [(field_name(name), _said(name, getattr(snapshot, name))) for name in names]
    return rows if only is not None else [row for row in rows if row[1]]


def _said(name, value):
    if name in _WORDED:
        return _WORDED[name](value)
    if name in _NAMED:
        return _names(_NAMED[name], value)
    if name in {"kind", "appeals", "language"}:
        return dict(Article._meta.get_field(name).choices).get(value, value)
    return value or ""


def _names(model, value):
    ids = value if isinstance(value, tuple) else [value] if value else []
    rows = model.objects.in_bulk(ids)
    return ", ".join(str(rows.get(pk, "one that is gone")) for pk in ids)


def _moment(value):
    return full_moment(value) if value else ""


def _credits(lines):
    authors = Author.objects.in_bulk([line.author for line in lines])
    roles = dict(Credit.Role.choices)
    return format_html_join(
        ", ",
        "{} ({})",
        (
            (
                line.wording or authors.get(line.author, "somebody gone"),
                roles.get(line.role, line.role).lower(),
            )
            for line in lines
        ),
    )


_WORDED = {
    "body": lambda value: mark_safe(clean_body(value)),
    "standfirst": lambda value: mark_safe(clean_inline(value)),
    "credits": _credits,
    "tags": ", ".join,
    "embargoed_until": _moment,
    "display_at": _moment,
}


def _article(request, article_id):
    article = get_object_or_404(Article, pk=article_id)
    if not may(request.user, Action.READ, article):
        raise PermissionDenied
    return article


def _page(request, name, article, **context):
    from django.contrib.admin import site

    context = {
        **site.each_context(request),
        "opts": Article._meta,
        "article": article,
        "may_edit": may(request.user, Action.EDIT, article),
        **context,
    }
    with timezone.override(Publication.objects.current().zone):
        return render(request, f"admin/articles/article/{name}.html", context)
