"""Telling two authors apart who might be taken for one; and asking again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BigIntegerField, F, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.editing.things.permission import require
from articles.models import Author, NotTheSame

GONE = "One of them is gone meanwhile. Look at who else may be here twice."
ONE = "They are one and the same by now. Look at who else may be here twice."


@transaction.atomic
def tell_apart(one, other, *, by, now=None):
    """Remember that two authors, by number, are not one; return what is remembered.

    Of two who say so, the first is remembered. Raises PermissionDenied, and
    ValidationError where one is gone, or both are one by now.
    """
    require(by, "change", Author)
    locked = Author.objects.select_for_update(no_key=True).order_by("pk")
    authors = list(locked.filter(pk__in={one, other}))
    if len(authors) < len({one, other}):
        raise ValidationError(GONE)
    ids = sorted({author.merged_into_id or author.pk for author in authors})
    if len(ids) == 1:
        raise ValidationError(ONE)
    said = {"said_by": by, "said_at": now or timezone.now()}
    lower, higher = ids
    return NotTheSame.objects.get_or_create(said, lower=lower, higher=higher)[0]


@transaction.atomic
def ask_again(remembered, *, by):
    """Forget that two were told apart, so that they are asked about once more."""
    require(by, "change", Author)
    NotTheSame.objects.filter(pk=remembered.pk).delete()


def told_apart():
    """Return the pairs of ids of those who are not one, the lower first: one query.

    Who is not somebody is not whoever that one was merged into, either.
    """
    rows = NotTheSame.objects.values_list(_today("lower"), _today("higher"))
    return {(min(pair), max(pair)) for pair in rows}


def _today(field):
    # Of who is in the bin there is no row: the number is as it was.
    today = Author.objects.today(OuterRef(field))
    return Coalesce(today, F(field), output_field=BigIntegerField())
