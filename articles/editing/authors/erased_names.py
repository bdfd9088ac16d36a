"""Erasing a name wherever it is kept but in the texts of articles."""

import re
from dataclasses import replace

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from articles.editing.authors.crediting import (
    articles_crediting,
    editions_crediting,
    versions_crediting,
)
from articles.editing.authors.names import numbers_of
from articles.editing.authors.withholding import ALL, follow, set_reticence
from articles.editing.things.versions import called_once, versions_of
from articles.models import Article, Author, Credit, Edition, Event, FormerSlug, Merge
from articles.models.search_names import search_names
from articles.models.snapshot import CreditLine
from articles.reading.withheld import NAME_WITHHELD, without_names

ERASED = "[erased]"
MOST_LISTED = 50


def erase_names(author, names, *, now):
    """Erase names, the longest first: to readers the author is nobody from here on."""
    ids = numbers_of(author)
    crediting = articles_crediting(ids)
    _redact_bylines(ids, names)
    for each in Author.objects.filter(pk__in=ids):
        was = {pk for pk in crediting if each.is_withheld_on(pk)}
        set_reticence(each, ALL, now)
        each.names_withheld, each.page_hidden_at = [], each.page_hidden_at or now
        each.save()
        follow(each, was, crediting)
        _redact_words(each, names)
    _redact_log(crediting, names)
    _redact_partners(ids, names)
    FormerSlug.objects.of(Author).filter(thing_id__in=ids).delete()
    kind = ContentType.objects.get_for_model(Author)
    logged = LogEntry.objects.filter(content_type=kind, object_id__in=map(str, ids))
    logged.update(object_repr=str(NAME_WITHHELD), change_message="")


def articles_saying(names, among=None):
    """Return the articles whose own texts say one of the names, for staff to decide.

    What readers see or saw counts, too. At most MOST_LISTED, of all or of those ids.
    """
    within, shown = Q(pk=None), Q(pk=None)
    for name in names:
        for field in ("headline", "standfirst", "body", "notes"):
            within |= Q(**{f"{field}__icontains": name})
        shown |= Q(text__icontains=name) | Q(headline__icontains=name)
    editions, articles = Edition.objects.filter(shown), Article.objects.all()
    if among is not None:
        editions = editions.filter(article__in=among)
        articles = articles.filter(pk__in=among)
    articles = articles.filter(within | Q(pk__in=editions.values("article")))
    return articles.only("headline", "language").order_by("-pk")[:MOST_LISTED]


def _redact_bylines(ids, names):
    """Take the name out of what editions froze, and wordings out of every byline."""
    for edition in editions_crediting(ids).only("credits", "disclaimer"):
        edition.credits = _unworded(edition.credits, ids)
        edition.disclaimer = without_names(edition.disclaimer, names)
        edition.save(update_fields=["credits", "disclaimer"])
    Credit.objects.filter(author__in=ids).update(wording="")
    for revision in versions_crediting(ids).order_by("pk").iterator():
        credits = _unworded(revision.content["credits"], ids)
        revision.content = {**revision.content, "credits": credits}
        revision.save(update_fields=["content"])


def _unworded(values, ids):
    """Return a byline in which the wordings set by hand for these authors are none."""
    lines = map(CreditLine.from_json, values)
    return [
        (replace(line, wording="") if line.author in ids else line).to_json()
        for line in lines
    ]


def _redact_words(author, names):
    """Take the names out of what staff wrote down around an author."""
    for request in author.requests.all():
        for field in ("asked_by", "came_by", "asked", "why"):
            setattr(request, field, _without(getattr(request, field), names))
        request.save()
    for rows in (author.steps.all(), versions_of(author)):
        for row in rows.exclude(why=""):
            row.why = _without(row.why, names)
            row.save(update_fields=["why"])


def _redact_log(articles, names):
    """Take the names out of what is written down of the articles that credit them."""
    for event in Event.objects.filter(article__in=articles).exclude(why=""):
        why = _without(event.why, names)
        if why != event.why:
            Event.objects.filter(pk=event.pk).update(why=why)


def _redact_partners(ids, names):
    """Take the names out of what those keep who were ever one with the author."""
    merges = Merge.objects.of(Author)
    merges = merges.filter(Q(absorbed__in=ids) | Q(into__in=ids))
    partners = {pk for pair in merges.values_list("absorbed", "into") for pk in pair}
    partners -= set(ids)
    for author in Author.objects.filter(pk__in=partners).order_by("pk"):
        for version in versions_of(author):
            version.why = _without(version.why, names)
            others = version.content.get("other_names", "")
            version.content["other_names"] = _other_lines(others, names)
            version.save(update_fields=["why", "content"])
        author.other_names = _other_lines(author.other_names, names)
        author.search_names = search_names(author, called_once(author))
        author.save(update_fields=["other_names", "search_names"])


def _other_lines(text, names):
    erased = {name.casefold() for name in names}
    lines = (line for line in text.splitlines() if line.casefold() not in erased)
    return "\n".join(lines)


def _without(text, names):
    for name in names:
        found = rf"(?<!\w){re.escape(name)}(?!\w)"
        text = re.sub(found, ERASED, text, flags=re.IGNORECASE)
    return text
