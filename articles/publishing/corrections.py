"""What readers are told was wrong goes into what they see, and into what follows."""

from django.db import transaction
from django.db.models import Q

from articles.models import Correction, Edition
from articles.models.correction import notices
from articles.publishing.timeline import retime, timeline
from articles.publishing.undoing import shown_again


def show_again(article, live, *, by, now, look_wanted_at=None):
    """Replace what readers see by its like, to carry a notice; return that edition.

    It counts as an update, and ends when the other would have. Call with the article
    locked.
    """
    known = timeline(article)
    again = shown_again(live, known, undoes=None, by=by, now=now)
    again.article, again.is_substantive = article, True
    again.look_wanted_at = look_wanted_at
    retime(article, now=now, born=again, known=known)
    return again


@transaction.atomic
def correct(edition, kind, text, *, by, by_name, now, amends=None):
    """Add a correction to an edition that begins now, and to whatever is to follow it.

    Editions made later carry it as well: editions.begin() sees to that. With `amends`
    its words take the place of that one's. Call with the article locked; what readers
    saw before is never rewritten.
    """
    correction = Correction.objects.create(
        article=edition.article,
        edition=edition,
        amends=amends,
        kind=kind,
        text=text,
        dated_at=now,
        made_by=by,
        made_by_name=by_name,
    )
    _freeze(edition, Edition.objects.filter(article=edition.article))
    edition.refresh_from_db(fields=["corrections"])
    return correction


@transaction.atomic
def withdraw(edition):
    """Take the corrections of an edition that was undone out of all that follows it.

    Call with the article locked. It keeps them itself: readers saw them for a moment.
    """
    if Correction.objects.filter(edition=edition).exists():
        others = Edition.objects.filter(article=edition.article_id)
        _freeze(edition, others.exclude(pk=edition.pk))


def lines(article):
    """Return what an edition of today holds of an article's corrections: one query."""
    told = notices(article.corrections.standing())
    return [notice.to_json() for _, notice in told] or None


def _freeze(edition, editions):
    told = lines(edition.article)
    to_come = Q(live_from__gte=edition.live_from) | Q(held_at__isnull=False)
    for one in editions.filter(to_come).only("corrections"):
        if one.corrections != told:
            one.corrections = told
            one.save(update_fields=["corrections"])
