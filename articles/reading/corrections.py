"""Every correction that readers may read of, whatever article it is about."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from articles.models import Correction, Edition, Kind
from articles.models.correction import Notice, notices
from articles.reading.lists import Order, stretch

WITHDRAWAL = Correction.Kind.WITHDRAWAL
NEWEST_FIRST = Order("dated_at", "pk")
IN_A_FEED = 30
_SHOWN = ("article_id", "headline", "slug", "language", "retracted_at")


@dataclass(frozen=True)
class Told:
    """A notice and the edition that readers see of its article.

    Of an article that was withdrawn there is none, and nobody learns which it was.
    """

    number: int
    notice: Notice
    edition: Edition | None

    @property
    def anchor(self):
        return f"correction-{self.number}"

    @property
    def address(self):
        """Where it is read: above the article, or on the page of all corrections."""
        if self.edition:
            return self.edition.get_absolute_url()
        return f"{reverse('articles:corrections')}#{self.anchor}"


@dataclass(frozen=True)
class CorrectionsPage:
    told: list[Told]
    newer: str = ""
    older: str = ""
    here: str = ""


def corrections_page(query, at):
    """Return the page that `before` or `after` asks for: three queries."""
    page = stretch(_readable(at), query, NEWEST_FIRST)
    return CorrectionsPage(_told(page.rows, at), page.newer, page.older, page.here)


def newest_corrections(at, most=IN_A_FEED):
    """Return the newest of them: three queries."""
    return _told(list(_readable(at)[:most]), at)


def _readable(at):
    """Select what readers may be told at a moment, the newest first.

    That is of articles which lists may name then. Of a withdrawn one, which is visible
    at no moment, nothing but that.
    """
    seen = Exists(_seen(at).filter(article=OuterRef("article")))
    is_withdrawn = Q(kind=WITHDRAWAL, article__withdrawn_at__isnull=False)
    first_said = Correction.objects.told(at).first_said()
    readable = first_said.filter(is_withdrawn | seen)
    return readable.order_by("-dated_at", "-pk")


def _seen(at):
    """Select the editions of a moment. Pages about ourselves are in no list."""
    return Edition.objects.visible(at).exclude(kind=Kind.PAGE)


def _told(firsts, at):
    amendments = Correction.objects.told(at).filter(amends__in=firsts)
    known = dict(notices([*firsts, *amendments]))
    open_to = [row.article_id for row in firsts if row.kind != WITHDRAWAL]
    seen = _seen(at).filter(article__in=open_to).only(*_SHOWN)
    editions = {edition.article_id: edition for edition in seen}
    return [
        Told(
            row.pk,
            known[row],
            None if row.kind == WITHDRAWAL else editions.get(row.article_id),
        )
        for row in firsts
    ]
