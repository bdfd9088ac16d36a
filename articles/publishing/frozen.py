"""What an edition keeps of its revision, whatever happens to the rest of the house."""

from django.db.models import Case, F, Value, When
from django.utils import timezone

from articles.models import (
    Author,
    Disclaimer,
    Image,
    Publication,
    Report,
    Source,
    Theme,
)
from articles.models.disclaimer import fill_in
from articles.models.mergeable import Mergeable
from articles.models.slugs import slug_of
from articles.models.snapshot import writers
from articles.models.tags import known_tags
from articles.publishing.compiler import compiled, image_ids

_AS_WRITTEN = (
    *("headline", "kind", "appeals", "language", "original_url", "original_on"),
    *("search_title", "search_description"),
)
_LEAD_WORDS = ("alt", "is_decorative", "caption", "credit")


def frozen(snapshot, first_published_at, publication=None, images=None):
    """Return the fields of an edition that do not depend on when it is visible.

    Whoever has loaded the publication, with its disclaimer, or the images of the text
    by id, hands them in.
    """
    publication = publication or Publication.objects.with_disclaimer().current()
    lead = [snapshot.lead_image] if snapshot.lead_image else []
    if images is None:
        images = Image.objects.in_bulk([*lead, *image_ids(snapshot)])
    text = compiled(snapshot, images)
    return {
        **{name: getattr(snapshot, name) for name in _AS_WRITTEN},
        "slug": snapshot.slug or slug_of(snapshot.headline, "article"),
        "standfirst": text.standfirst,
        "body": text.body,
        "text": text.text,
        "search_text": text.search_text,
        "word_count": text.word_count,
        "links": text.links,
        "credits": [line.to_json() for line in snapshot.credits],
        "terms": {
            "regions": list(snapshot.regions),
            "themes": list(snapshot.themes),
            "reports": list(snapshot.reports),
            "tags": _tag_ids(snapshot.tags),
        },
        "lead_image_id": snapshot.lead_image,
        "lead_words": {
            name: getattr(images[pk], name) for pk in lead for name in _LEAD_WORDS
        },
        "source_id": snapshot.source,
        "disclaimer": _disclaimer(snapshot, first_published_at, publication),
    }


def _tag_ids(names):
    known = known_tags(names)
    return list(dict.fromkeys(known[name].pk for name in names if name in known))


def _disclaimer(snapshot, first_published_at, publication):
    """Return the disclaimer that applies, filled in: the nearest wins."""
    text = _chosen(snapshot)
    if text is None and publication.default_disclaimer:
        text = publication.default_disclaimer.text
    if text is None:
        return ""
    wrote = writers(snapshot.credits)
    authors = Author.objects.resolved(wrote)
    shown_at = snapshot.display_at or first_published_at
    return fill_in(
        text,
        **publication.words,
        authors=", ".join(_names(authors[pk] for pk in wrote)),
        year=str(timezone.localtime(shown_at, publication.zone).year),
    )


def _names(authors):
    return [author.name for author in dict.fromkeys(authors)]


def _chosen(snapshot):
    """Return the text of one chosen by hand, else the source's, a report's, a theme's;
    None where there is none.
    """
    if snapshot.disclaimer:
        return Disclaimer.objects.get(pk=snapshot.disclaimer).text
    nearest_first = [
        *((Source, pk) for pk in [snapshot.source] if pk),
        *((Report, pk) for pk in snapshot.reports),
        *((Theme, pk) for pk in snapshot.themes),
    ]
    by_rule = _by_rule(nearest_first)
    return next((by_rule[each] for each in nearest_first if each in by_rule), None)


def _by_rule(rows):
    """Return the disclaimers’ texts by (model, id), where there is one: one query."""
    ids = {}
    for model, pk in rows:
        ids.setdefault(model, []).append(pk)
    having = [
        model.objects.filter(pk__in=ids[model])
        .alias(text=_text_of(model))
        .filter(text__isnull=False)
        .values_list(Value(model.__name__), "pk", _text_of(model))
        for model in ids
    ]
    if not having:
        return {}
    by_name = {model.__name__: model for model in ids}
    found = having[0].union(*having[1:])
    return {(by_name[name], pk): text for name, pk, text in found}


def _text_of(model):
    """Select the text of a row's disclaimer, or of that of what it was merged into."""
    own = F("disclaimer__text")
    if not issubclass(model, Mergeable):
        return own
    theirs = F("merged_into__disclaimer__text")
    return Case(When(merged_into=None, then=own), default=theirs)
