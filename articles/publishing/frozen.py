"""What an edition keeps of its revision, whatever happens to the rest of the house."""

from django.db.models import Q
from django.utils import timezone
from taggit.models import Tag

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
from articles.models.slugs import slug_of
from articles.publishing.compiler import compiled, image_ids

_AS_WRITTEN = (
    *("headline", "kind", "appeals", "language", "original_url", "original_on"),
    *("search_title", "search_description"),
)


def frozen(snapshot, at):
    """Return the fields of an edition that the snapshot alone decides, as of `at`."""
    text = compiled(snapshot, Image.objects.in_bulk(image_ids(snapshot)))
    return {
        **{name: getattr(snapshot, name) for name in _AS_WRITTEN},
        "slug": snapshot.slug or slug_of(snapshot.headline, "article"),
        "standfirst": text.standfirst,
        "body": text.body,
        "text": text.text,
        "search_text": text.search_text,
        "word_count": text.word_count,
        "links": text.links,
        "credits": [
            [line.author, line.role, line.wording] for line in snapshot.credits
        ],
        "terms": {
            "regions": list(snapshot.regions),
            "themes": list(snapshot.themes),
            "reports": list(snapshot.reports),
            "tags": _tag_ids(snapshot.tags),
        },
        "lead_image_id": snapshot.lead_image,
        "source_id": snapshot.source,
        "disclaimer": _disclaimer(snapshot, at),
    }


def _tag_ids(names):
    ids = dict(Tag.objects.filter(name__in=names).values_list("name", "pk"))
    return [ids[name] for name in names if name in ids]


def _disclaimer(snapshot, at):
    """Return the disclaimer that applies, filled in: the nearest wins."""
    publication = Publication.objects.select_related("default_disclaimer").current()
    chosen = _chosen(snapshot) or publication.default_disclaimer
    if chosen is None:
        return ""
    authors = Author.objects.in_bulk([line.author for line in snapshot.credits])
    published_at = timezone.localtime(snapshot.display_at or at, publication.zone)
    return fill_in(
        chosen.text,
        publication=publication.name,
        legal_name=publication.legal_name or publication.name,
        domain=publication.domain,
        reprints=publication.reprints,
        authors=", ".join(
            authors[line.author].name
            for line in snapshot.credits
            if line.role == "author" and line.author in authors
        ),
        year=str(published_at.year),
    )


def _chosen(snapshot):
    """Look for one chosen by hand, then for the source's, a report's, a theme's."""
    by_rule = (
        (Source, [snapshot.source] if snapshot.source else []),
        (Report, snapshot.reports),
        (Theme, snapshot.themes),
    )
    if snapshot.disclaimer:
        return Disclaimer.objects.get(pk=snapshot.disclaimer)
    for model, ids in by_rule:
        having = model.objects.filter(~Q(disclaimer=None), pk__in=ids)
        found = (
            {row.pk: row for row in having.select_related("disclaimer")} if ids else {}
        )
        for term in ids:
            if term in found:
                return found[term].disclaimer
    return None
