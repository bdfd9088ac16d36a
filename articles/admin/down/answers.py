"""Why an article is taken down, and what readers get for each answer."""

from dataclasses import dataclass
from urllib.parse import unquote

from django.urls import reverse
from django.utils import timezone

from articles.editing import foreseen
from articles.editing.withdrawing import NEVER_SEEN
from articles.models import Edition, Withdrawal
from articles.models.actions import Action, refusal
from articles.publishing.taking_down import Leaves

YOUR_WORDS = "Here stands what you say to readers."
NOT_LIVE = "Readers do not see it now."


@dataclass(frozen=True)
class ReadersGet:
    """What the article's address would answer; without more, that there is nothing."""

    status: int
    address: str
    edition: Edition | None = None
    withdrawal: Withdrawal | None = None

    @property
    def shown(self):
        """The address as one reads it, in whatever letters it is written."""
        return unquote(self.address)

    @property
    def notice(self):
        return self.edition.notices[-1] if self.edition else None


@dataclass(frozen=True)
class Answer:
    """One reason to take it down. `page` asks what its verb needs."""

    title: str
    when: str
    page: str | None
    gets: ReadersGet | None = None
    why_not: str = ""
    note: str = ""


def answers(user, article, standing):
    """Return every answer, with what stands against it for this user."""
    live = "" if standing.live else NOT_LIVE
    is_out = "" if standing.live or standing.coming or standing.waiting else NOT_LIVE
    never = "" if standing.last else NEVER_SEEN
    retract = refusal(user, Action.RETRACT, article) or live
    return [
        Answer(
            "Unpublish",
            "It went out too early or by mistake, and nobody needs to be told.",
            _at("unpublish", article),
            nothing(article, standing),
            is_out,
            note="Publish it again whenever you like.",
        ),
        Answer(
            "Let it end at a moment",
            "It is right, and not for longer: an offer, a licence that runs out.",
            standing.live and reverse("admin:end", args=[article.pk, standing.live.pk]),
            nothing(article, standing),
            live,
            note="Until then it stays as it is.",
        ),
        Answer(
            "Retract",
            "It was wrong, and readers are to know: it is not to be relied on.",
            _at("retract", article),
            None if retract else retraction(article, standing, user),
            retract,
            note="The text stays under the notice, or goes: you choose. Reinstate "
            "brings it back, with a note.",
        ),
        Answer(
            "Withdraw for legal reasons",
            "A court, a law or a lawyer asks for it, or somebody is in danger.",
            _at("withdraw", article),
            withdrawal(article, standing),
            refusal(user, Action.WITHDRAW, article) or never,
            note="Older versions, pictures and preview links go, too.",
        ),
    ]


def nothing(article, standing):
    return ReadersGet(404, _address(article, standing))


def retraction(article, standing, user, leaves=Leaves.TEXT, notice=""):
    told = notice or YOUR_WORDS
    edition = foreseen.as_retracted(article, leaves, told, by=user, now=timezone.now())
    return ReadersGet(200, _address(article, standing), edition)


def reinstatement(article, standing, user, notice=""):
    told = notice or YOUR_WORDS
    edition = foreseen.as_reinstated(article, told, by=user, now=timezone.now())
    return ReadersGet(200, _address(article, standing), edition)


def withdrawal(article, standing, notice=""):
    told = foreseen.as_withdrawn(article, notice or YOUR_WORDS, now=timezone.now())
    return ReadersGet(410, _address(article, standing), withdrawal=told)


def _address(article, standing):
    shown = standing.live or standing.last or standing.coming or standing.waiting
    slug = shown.slug if shown else "-"
    return reverse("articles:article", args=[article.pk, slug])


def _at(page, article):
    return reverse(f"admin:{page}", args=[article.pk])
