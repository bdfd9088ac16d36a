"""Moves a snapshot into the article's row and its lists: the only code that does."""

import unicodedata
from collections import Counter
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db.models import CharField, Q, Value

from articles.editing import stopping
from articles.editing.authors.undecided import has_proposed
from articles.editing.tags import spelled, tags_called
from articles.models import (
    Article,
    Author,
    Credit,
    Disclaimer,
    Image,
    Region,
    Report,
    Source,
    Theme,
)
from articles.models.body import DEEPEST, clean_body, clean_inline, depth
from articles.models.names import is_printable
from articles.models.tags import NAME_LENGTH

_LINES = (
    *("headline", "slug", "original_url", "permission"),
    *("search_title", "search_description"),
)
_TERMS = {"regions": Region, "themes": Theme, "reports": Report}
_NAMED = {
    "lead_image": Image,
    "source": Source,
    "disclaimer": Disclaimer,
    "translation_of": Article,
}


def tidy(snapshot):
    """Return the snapshot as it is stored, so that equal texts compare equal.

    One query where there are tags, for how they are spelled.
    """
    lines = {name: _one_line(getattr(snapshot, name)) for name in _LINES}
    credits = (
        replace(line, wording=_one_line(line.wording)) for line in snapshot.credits
    )
    return replace(
        snapshot,
        **lines,
        **{name: _each_once(getattr(snapshot, name)) for name in _TERMS},
        standfirst=clean_inline(snapshot.standfirst),
        body=clean_body(snapshot.body),
        notes=_printable(snapshot.notes, keep="\n\t").strip(),
        credits=_each_once(credits),
        tags=spelled([_one_line(name) for name in snapshot.tags]),
    )


def validate(snapshot, article_id=None):
    """Raise ValidationError, by field, for what the database would refuse."""
    article = Article(pk=article_id)
    article.take(snapshot)
    article.clean_fields(
        exclude=["version", "stage", "created_by", "updated_by", "assignee", *_NAMED]
    )
    article.clean()
    _require_credits(snapshot.credits)
    for name in snapshot.tags:
        if len(name) > NAME_LENGTH:
            raise ValidationError(
                {"tags": f"“{name[:40]}…” is too long: at most {NAME_LENGTH} letters."}
            )
    if depth(snapshot.body) > DEEPEST:
        raise ValidationError(
            {"body": "Parts of this text lie too deep in each other. Paste it anew."}
        )
    _require_known(snapshot)


def _require_credits(credits):
    named = Counter((line.author, line.role) for line in credits)
    for line in credits:
        if named[line.author, line.role] > 1:
            raise ValidationError({"credits": "A name stands twice in one role."})
        try:
            Credit(role=line.role, wording=line.wording).clean_fields(
                exclude=["article", "author"]
            )
        except ValidationError as error:
            raise ValidationError({"credits": error.messages}) from error


def _require_known(snapshot):
    """Ask at once for all that a snapshot names: one query."""
    named = {
        **{name: (model, getattr(snapshot, name)) for name, model in _TERMS.items()},
        **{name: (model, [getattr(snapshot, name)]) for name, model in _NAMED.items()},
        "credits": (Author, [line.author for line in snapshot.credits]),
    }
    asked = {name: set(ids) - {None} for name, (_, ids) in named.items()}
    parts = [
        model.objects.filter(pk__in=asked[name])
        .order_by()
        .values_list(Value(name, CharField()), "pk")
        for name, (model, _) in named.items()
        if asked[name]
    ]
    found = set(parts[0].union(*parts[1:], all=True)) if parts else set()
    for name, ids in asked.items():
        if any((name, pk) not in found for pk in ids):
            raise ValidationError(
                {name: "One of these is gone since. Take it out and choose again."}
            )


def write(article, snapshot, *, by, version, standing=None):
    """Write the row, and of its lists those that differ from `standing`.

    What is scheduled waits or runs as the new text's embargo and permission demand.
    """
    had_lost_permission = article.has_lost_permission
    article.has_lost_permission = stopping.lacks_permission(article, standing, snapshot)
    if standing is None or standing.credits != snapshot.credits:
        article.has_proposed_author = has_proposed(article, snapshot, standing)
    article.take(snapshot)
    article.version = version
    article.updated_by = by
    article.save()
    if standing is None or standing.credits != snapshot.credits:
        _write_credits(article, snapshot.credits)
        _ask_who_is_named(article)
    for name in _TERMS:
        if getattr(standing, name, ()) != getattr(snapshot, name):
            _write_terms(article, name, getattr(snapshot, name))
    if getattr(standing, "tags", ()) != snapshot.tags:
        _write_tags(article, snapshot.tags)
    if standing is not None:
        lost = {"had_lost_permission": had_lost_permission}
        stopping.follow_text(article, standing, by=by, **lost)


def _write_credits(article, credits):
    article.credits.all().delete()
    Credit.objects.bulk_create(
        Credit(
            article=article,
            author_id=line.author,
            role=line.role,
            wording=line.wording,
            held_on=line.held_on,
            position=position,
        )
        for position, line in enumerate(credits)
    )


def _ask_who_is_named(article):
    """Have placing ask who is not named, where somebody is named nowhere.

    Asked after the credits are written: who withholds a name meanwhile is waited for.
    """
    unnamed = Q(withheld_at__isnull=False) | Q(merged_into__withheld_at__isnull=False)
    if not article.withholds_names and article.authors.filter(unnamed).exists():
        article.withholds_names = True
        article.save(update_fields=["withholds_names"])


def _write_terms(article, name, ids):
    # Not set(): the order in which rows are made is the order they are printed in.
    through = getattr(article, name).through
    through.objects.filter(article=article).delete()
    through.objects.bulk_create(through(article=article, term_id=pk) for pk in ids)


def _write_tags(article, names):
    article.tagged_items.all().delete()
    for tag in tags_called(names):
        article.tagged_items.create(tag=tag)


def _each_once(items):
    return tuple(dict.fromkeys(items))


def _one_line(text):
    return " ".join(_printable(text).split())


def _printable(text, keep=""):
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    return "".join(
        character if character in keep or is_printable(character) else " "
        for character in text
    )
