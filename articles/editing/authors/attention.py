"""Which authors somebody should look after, and why: for the list and for My desk."""

from calendar import monthrange
from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf

from articles.models import Author, AuthorPlacement


class Want(models.TextChoices):
    """What somebody should see to, the most pressing first."""

    BIO = "bio", "No bio"
    PHOTO = "photo", "No photo"
    SAME = "same", "Perhaps here twice"
    STALE = "stale", "Bio to be read again"


OF_BIOS = (Want.BIO, Want.PHOTO, Want.STALE)
_CALM = len(Want.values)


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last one where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shown(now):
    """Select what readers see of whom, wherever a list shows it."""
    return AuthorPlacement.objects.visible(now).listed()


def newest(now):
    return shown(now).filter(term=OuterRef("pk")).newest_first()


def wants(today, now, months, twice=()):
    """Return the condition of each Want. `twice` are ids of who may be here twice.

    Who no longer writes for us needs nothing; a pen name is nobody's face.
    """
    since = months_before(today, months)
    is_ours, has_bio = Q(is_active=True), ~Q(short_bio="")
    mine = shown(now).filter(term=OuterRef("pk"))
    later = mine.filter(published_at__gt=OuterRef("bio_reviewed_on"))
    lately = mine.filter(published_at__gt=now - (today - since))
    is_stale = Q(bio_reviewed_on__lt=since) & Exists(later)
    is_stale |= Q(bio_reviewed_on=None) & Exists(lately)
    return {
        Want.BIO: is_ours & ~has_bio,
        Want.PHOTO: is_ours & Q(photo=None) & ~Q(kind=Author.Kind.PEN_NAME),
        Want.SAME: Q(pk__in=twice),
        Want.STALE: is_ours & has_bio & is_stale,
    }


def said(wants):
    """Return annotations that say of each author what is wanted: wants_bio…"""
    return {
        f"wants_{want}": ExpressionWrapper(condition, BooleanField())
        for want, condition in wants.items()
    }


def by_attention(wants, now):
    """Return the order in which authors are looked after: who is in print first.

    Then everybody else, by name.
    """
    places = [
        When(condition, then=place) for place, condition in enumerate(wants.values())
    ]
    place = Case(*places, default=_CALM)
    last = Subquery(newest(now).values("published_at")[:1])
    in_print = Case(When(any_of(wants), then=last))
    return [place, in_print.desc(nulls_last=True), *by_name()]


def any_of(wants):
    """Return the condition that something of these is wanted."""
    return reduce(or_, wants.values())


def by_name():
    """Return the order of an A–Z."""
    return [Coalesce(NullIf(F("sort_name"), Value("")), F("name")), "pk"]


def neglected(now, today, months):
    """Select who has no bio or photo, or a bio that wants to be read again."""
    every = wants(today, now, months)
    of_bios = {want: every[want] for want in OF_BIOS}
    return (
        Author.objects.unmerged()
        .annotate(newest=Subquery(newest(now).values("published_at")[:1]))
        .annotate(**said(of_bios))
        .filter(any_of(of_bios))
        .order_by(*by_attention(of_bios, now))
    )
