"""What readers are told was wrong goes into what they see, and into what follows."""

from django.db import transaction
from django.db.models import Q

from articles.models import Correction, Edition


@transaction.atomic
def correct(edition, kind, text, *, by, by_name, now):
    """Add a correction to an edition that begins now, and to whatever is to follow it.

    Editions made later carry it as well: editions.begin() sees to that. Call with the
    article locked; what readers saw before is never rewritten.
    """
    correction = Correction.objects.create(
        article=edition.article,
        edition=edition,
        kind=kind,
        text=text,
        dated_at=now,
        made_by=by,
        made_by_name=by_name,
    )
    to_come = Q(live_from__gte=edition.live_from) | Q(held_at__isnull=False)
    bearing = Edition.objects.filter(to_come, article=edition.article)
    for one in bearing.only("corrections"):
        one.corrections = [*(one.corrections or ()), correction.notice.to_json()]
        one.save(update_fields=["corrections"])
    edition.refresh_from_db(fields=["corrections"])
    return correction


@transaction.atomic
def withdraw(edition):
    """Take the corrections of an edition that was undone out of all that follows it.

    Call with the article locked. It keeps them itself: readers saw them for a moment.
    """
    made = Correction.objects.filter(edition=edition)
    withdrawn = [correction.notice.to_json() for correction in made]
    others = Edition.objects.filter(article=edition.article).exclude(pk=edition.pk)
    bearing = others.filter(corrections__isnull=False) if withdrawn else ()
    for one in bearing:
        left = [line for line in one.corrections if line not in withdrawn]
        if left != one.corrections:
            one.corrections = left or None
            one.save(update_fields=["corrections"])
