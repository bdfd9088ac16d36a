"""Keeps each edition's place in the lists of its terms and authors."""

from articles.models import Region
from articles.models.edition import PLACEMENTS
from articles.models.terms import ancestors


def place(edition):
    """Put an edition into the lists of its terms and of its regions' ancestors."""
    for name, placement in PLACEMENTS.items():
        placement.objects.bulk_create(
            placement(
                edition=edition,
                term_id=term,
                article_id=edition.article_id,
                settled=edition.settled,
                **_copied(edition),
            )
            for term in _terms(edition, name)
        )


def retime(edition):
    """Tell an edition's placements its times."""
    for placements in _of(edition):
        placements.update(**_copied(edition))


def settle(edition):
    for placements in _of(edition):
        placements.update(settled=True)


def remove(edition):
    for placements in _of(edition):
        placements.delete()


def _of(edition):
    """Yield the querysets that can hold a placement of the edition, no others."""
    for name, placement in PLACEMENTS.items():
        if _named(edition, name):
            yield placement.objects.filter(edition=edition)


def _copied(edition):
    return {
        "published_at": edition.published_at,
        "live_from": edition.live_from,
        "live_until": edition.live_until,
        "listed": edition.listed,
    }


def _named(edition, name):
    if name == "authors":
        return [author for author, _role, _wording in edition.credits]
    return edition.terms.get(name, [])


def _terms(edition, name):
    terms = _named(edition, name)
    if name == "regions" and terms:
        parents = Region.objects.parents()
        terms = [above for region in terms for above in ancestors(region, parents)]
    return list(dict.fromkeys(terms))
