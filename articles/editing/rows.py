"""Moves a snapshot into the article's row and its lists: the only code that does."""

import unicodedata
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db.models import Q
from taggit.models import Tag

from articles.models import Article, Author, Credit, Region, Report, Theme
from articles.models.body import clean_body, clean_inline
from articles.models.snapshot import CreditLine

_LINES = (
    *("headline", "slug", "original_url", "permission"),
    *("search_title", "search_description"),
)
_TERMS = {"regions": Region, "themes": Theme, "reports": Report}


def tidy(snapshot):
    """Return the snapshot as it is stored, so that equal texts compare equal."""
    lines = {name: _one_line(getattr(snapshot, name)) for name in _LINES}
    credits = (
        CreditLine(line.author, line.role, _one_line(line.wording))
        for line in snapshot.credits
    )
    tags = (_one_line(name) for name in snapshot.tags)
    return replace(
        snapshot,
        **lines,
        **{name: _each_once(getattr(snapshot, name)) for name in _TERMS},
        standfirst=clean_inline(snapshot.standfirst),
        body=clean_body(snapshot.body),
        notes=_printable(snapshot.notes, keep="\n\t").strip(),
        credits=_each_once(credits),
        tags=tuple({name.casefold(): name for name in tags if name}.values()),
    )


def validate(snapshot):
    """Raise ValidationError, by field, for what the database would refuse."""
    article = Article()
    article.take(snapshot)
    article.clean_fields(
        exclude=["version", "stage", "created_by", "updated_by", "assignee"]
    )
    named = {name: (model, getattr(snapshot, name)) for name, model in _TERMS.items()}
    named["credits"] = (Author, [line.author for line in snapshot.credits])
    for name, (model, ids) in named.items():
        if ids and model.objects.filter(pk__in=ids).count() < len(set(ids)):
            raise ValidationError(
                {name: "One of these is gone since. Take it out and choose again."}
            )


def write(article, snapshot, *, by, version, standing=None):
    """Write the row, and of its lists those that differ from `standing`."""
    article.take(snapshot)
    article.version = version
    article.updated_by = by
    article.save()
    if standing is None or standing.credits != snapshot.credits:
        _write_credits(article, snapshot.credits)
    for name in _TERMS:
        if getattr(standing, name, ()) != getattr(snapshot, name):
            _write_terms(article, name, getattr(snapshot, name))
    if getattr(standing, "tags", ()) != snapshot.tags:
        _write_tags(article, snapshot.tags)


def _write_credits(article, credits):
    article.credits.all().delete()
    Credit.objects.bulk_create(
        Credit(
            article=article,
            author_id=line.author,
            role=line.role,
            wording=line.wording,
            position=position,
        )
        for position, line in enumerate(credits)
    )


def _write_terms(article, name, ids):
    # Not set(): the order in which rows are made is the order they are printed in.
    through = getattr(article, name).through
    term = f"{name.removesuffix('s')}_id"
    through.objects.filter(article=article).delete()
    through.objects.bulk_create(
        through(article_id=article.pk, **{term: pk}) for pk in ids
    )


def _write_tags(article, names):
    article.tagged_items.all().delete()
    if not names:
        return
    alike = Q()
    for name in names:
        alike |= Q(name__iexact=name)
    known = {tag.name.casefold(): tag for tag in Tag.objects.filter(alike)}
    for name in names:
        tag = known.get(name.casefold()) or Tag.objects.create(name=name)
        article.tagged_items.create(tag=tag)


def _each_once(items):
    return tuple(dict.fromkeys(items))


def _one_line(text):
    return " ".join(_printable(text).split())


def _printable(text, keep=""):
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    return "".join(
        character
        if character in keep or unicodedata.category(character) not in {"Cc", "Cs"}
        else " "
        for character in text
    )
