"""Keeps each edition's place in the lists of its terms and authors.

An edition stands in the lists of what its numbers stand for today: see todays.
"""

from django.db.models import OuterRef, Subquery

from articles.models import Author, AuthorPlacement, Edition
from articles.models.edition import PLACEMENTS, Shown
from articles.publishing.todays import LISTS, todays
from articles.publishing.tree import hold_still

AT_ONCE = 500  # editions moved by one pair of queries


def place(edition):
    """Put an edition into the lists of its terms and of its regions' ancestors."""
    named = {name: _named(edition, name) for name in PLACEMENTS}
    if not any(named.values()):
        return
    hold_still()
    known = todays(named)
    for name, placement in PLACEMENTS.items():
        placement.objects.bulk_create(_placed(edition, name, known))


def place_authors(article):
    """Put an article back into the lists of those authors whom it names by now."""
    for edition in article.editions.running():
        known = todays({"authors": _named(edition, "authors")})
        AuthorPlacement.objects.bulk_create(
            _placed(edition, "authors", known), ignore_conflicts=True
        )


def follow_tree(region):
    """Put all that stands in a region's list into those that lie around it now."""
    place_anew("regions", region)


def list_of(model):
    """Return by what name an edition keeps such terms, or its authors."""
    return next(name for name, known in LISTS.items() if known is model)


def place_anew(name, term):
    """Put all that stands in a term's list into those that it belongs in now.

    Call with the tree held alone, once it is written what stands for what.
    """
    rows = PLACEMENTS[name].objects
    placed = rows.filter(term=term).order_by("edition")
    ids = list(placed.values_list("edition_id", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        editions = Edition.objects.filter(pk__in=some).select_related("article")
        editions = list(editions.defer(*_LONG))
        named = {pk for edition in editions for pk in _named(edition, name)}
        known = todays({name: named})
        rows.filter(edition__in=some).delete()
        rows.bulk_create(
            placement
            for edition in editions
            for placement in _placed(edition, name, known)
        )


def follow(editions):
    """Copy the times of stored editions to their placements: one query a list."""
    edition = Edition.objects.filter(pk=OuterRef("edition"))
    copied = {name: Subquery(edition.values(name)) for name in _COPIED}
    for name, placement in PLACEMENTS.items():
        listed = [edition for edition in editions if _named(edition, name)]
        if listed:
            placement.objects.filter(edition__in=listed).update(**copied)


def place_again(article):
    """Put all that readers saw of an article back into the lists it stood in."""
    for edition in article.editions.running():
        place(edition)


def remove(edition):
    for placements in _of(edition):
        placements.delete()


def remove_all(article):
    """Take an article out of every list, of the past too."""
    for placement in PLACEMENTS.values():
        placement.objects.filter(article=article).delete()


def _of(edition):
    """Yield the querysets that can hold a placement of the edition, no others."""
    for name, placement in PLACEMENTS.items():
        if _named(edition, name):
            yield placement.objects.filter(edition=edition)


_LONG = ("body", "text", "search_text", "disclaimer")
_COPIED = [field.name for field in Shown._meta.get_fields()]


def _named(edition, name):
    if edition.retracted_at:
        return []
    if name == "authors":
        return [line.author for line in edition.credit_lines]
    return edition.terms.get(name, [])


def _placed(edition, name, known):
    terms = _named(edition, name)
    if name == "authors":
        terms = _told(edition, terms)
    return [
        PLACEMENTS[name](
            edition=edition,
            term_id=term,
            article_id=edition.article_id,
            **{name: getattr(edition, name) for name in _COPIED},
        )
        for term in known.of(name, terms)
    ]


def _told(edition, authors):
    """Leave out the authors whom the article does not name."""
    if not authors or not edition.article.withholds_names:
        return authors
    known = Author.objects.resolved(authors)
    article = edition.article_id
    return [pk for pk in authors if not known[pk].is_withheld_on(article)]
