"""Takes what readers saw of an article out of their sight, and shows it to them again.

As in editions, nobody is asked here who may, and the past stands as it was: but readers
see none of what is withdrawn, nor its past.
"""

from copy import copy
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from articles.models import Article, Edition
from articles.models.article import HEADLINE_LENGTH
from articles.publishing import placements
from articles.publishing.editions import live
from articles.publishing.timeline import BLINK, retime, timeline
from articles.publishing.undoing import shown_again
from articles.reading.wording import shortened

SEARCH_TITLE_LENGTH = Edition._meta.get_field("search_title").max_length
RUN_OUT = (
    "What readers saw was to end meanwhile, so it cannot be shown again. Duplicate the "
    "article, and publish the copy when it may be seen."
)


class Leaves(StrEnum):
    """What a retraction leaves at the article's address."""

    TEXT = "text"
    NOTICE = "notice"


@transaction.atomic
def retract(article, leaves, *, by, now=None):
    """Let readers see the article as retracted from now on; return the edition.

    Its address and headline stay, in no list; with Leaves.NOTICE nothing else does. It
    has no end, whatever end the text had. What is to come is for the caller to cancel.
    """
    article, now = _locked(article), now or timezone.now()
    known = timeline(article)
    retraction = retraction_of(article, leaves, known, by=by, now=now)
    retime(article, now=now, born=retraction, known=known)
    return retraction


def retraction_of(article, leaves, known, *, by, now):
    """Return what would be left of an article if it were retracted: nothing is stored.

    `known` is its timeline.
    """
    told = live(article, now).corrections
    before = _last_unretracted(article, now)
    left = shown_again(before, known, undoes=None, by=by, now=now)
    left.corrections = told
    left.retracted_at, left.listed, left.is_substantive = now, False, True
    left.expires_at, left.search_text = None, ""
    with translation.override(before.language):
        prefix = gettext("Retracted:")
    left.headline = shortened(f"{prefix} {before.headline}", HEADLINE_LENGTH)
    if before.search_title:
        title = f"{prefix} {before.search_title}"
        left.search_title = shortened(title, SEARCH_TITLE_LENGTH)
    if leaves == Leaves.NOTICE:
        for name, nothing in _NO_TEXT.items():
            setattr(left, name, copy(nothing))
    return left


# Headline, address, language and byline say what it is that was retracted.
_NO_TEXT = {
    **dict.fromkeys(("standfirst", "body", "text", "disclaimer", "original_url"), ""),
    **dict.fromkeys(("search_title", "search_description"), ""),
    **dict.fromkeys(("lead_image", "source", "original_on"), None),
    "terms": {},
    "links": [],
    "lead_words": {},
    "word_count": 0,
}


@transaction.atomic
def reinstate(article, *, by, now=None):
    """Show readers again what they saw before a retraction; return the edition.

    It carries what they were told since, and ends when it would have ended.
    """
    article, now = _locked(article), now or timezone.now()
    known = timeline(article)
    again = reinstatement_of(article, known, by=by, now=now)
    retime(article, now=now, born=again, known=known)
    return again


def reinstatement_of(article, known, *, by, now):
    """Return what would be shown again of a retracted article: nothing is stored."""
    before = _last_unretracted(article, now)
    if before.expires_at is not None and before.expires_at <= now:
        raise ValidationError(RUN_OUT)
    retraction = [edition for edition in known if edition.retracted_at][-1]
    again = shown_again(before, known, undoes=retraction, by=by, now=now)
    again.is_substantive, again.corrections = True, retraction.corrections
    return again


@transaction.atomic
def withdraw(article, *, now=None):
    """End what readers see, and show them no edition of whatever time any more.

    What is to come is for the caller to cancel.
    """
    article, now = _locked(article), now or timezone.now()
    for edition in article.editions.visible(now):
        edition.expires_at = max(now, edition.live_from + BLINK)
        edition.save(update_fields=["expires_at"])
    retime(article, now=now)
    placements.remove_all(article)
    Edition.objects.filter(article=article).update(withdrawn_at=now)


@transaction.atomic
def end_withdrawal(article):
    """Let the past be what it was; nothing goes live by it."""
    article = _locked(article)
    Edition.objects.filter(article=article).update(withdrawn_at=None)
    placements.place_again(article)


def _last_unretracted(article, now):
    """Return what readers saw last, be it still live, of the article unretracted."""
    seen = article.editions.running().filter(live_from__lte=now)
    return seen.filter(retracted_at=None, undone_at=None).latest("live_from")


def _locked(article):
    return Article.objects.select_for_update().get(pk=article.pk)
