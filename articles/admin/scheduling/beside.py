"""Beside the text: which text goes out when, and what of yours is not in it."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format

from articles.admin.dossiers.pages import released
from articles.admin.translations import difference
from articles.admin.words import field_name, joined
from articles.editing import stopping
from articles.editing.dossiers.words import has_place
from articles.editing.schedule import as_seen
from articles.models import Edition
from articles.models.actions import Action, may
from articles.models.local_time import said


@dataclass(frozen=True)
class Outgoing:
    """One text that readers are to get; `changed` is what differs in yours.

    `awaited` is what must come before it runs, in words, where something stops it;
    `release` is where it is moved with the others, if it goes out with some.
    """

    edition: Edition
    begins: str
    ends: str = ""
    of: str = ""
    changed: list = field(default_factory=list)
    difference: str = ""
    awaited: str = ""
    release: str = ""
    has_missed: bool = False

    @property
    def short(self):
        return _short(timezone.localtime(self.edition.live_from))

    @property
    def count(self):
        return len(self.changed)

    @property
    def seen(self):
        """What the button “Use this text” carries of it."""
        return f"{self.edition.pk} {as_seen(self.edition)}"


@dataclass(frozen=True)
class Scheduling:
    """All that is scheduled, in the order of its hours; and when what is live ends.

    `held_back` and `to_look_at` are what fixes have left to be decided or looked at.
    """

    outgoing: list[Outgoing] = field(default_factory=list)
    held_back: list[Edition] = field(default_factory=list)
    to_look_at: list[Edition] = field(default_factory=list)
    ends: str = ""
    may_move: bool = False
    may_use: bool = False
    may_end: bool = False

    @property
    def next(self):
        """What readers get next, as far as nothing stops it."""
        running = (one for one in self.outgoing if not one.edition.held_at)
        return next(running, None)

    @property
    def missed(self):
        return [one for one in self.outgoing if one.has_missed]


def scheduling(user, article, standing, text):
    """Return what is scheduled of an article: one query, where it has any edition.

    `text` is the desk copy as its person sees it.
    """
    now, live, found = timezone.now(), standing.live, []
    if standing.coming or standing.waiting or standing.last:
        found = article.editions.to_come(now) | article.editions.asking()
        found = list(_light(found))
    to_come = [each for each in found if _is_to_come(each, now)]
    return Scheduling(
        [_outgoing(article, edition, text) for edition in to_come],
        held_back=[each for each in found if each.fix_waiting is not None],
        to_look_at=[each for each in found if each.look_wanted_at is not None],
        ends=_in_words(live.expires_at) if live and live.expires_at else "",
        may_move=may(user, Action.MOVE, article),
        may_use=may(user, Action.SCHEDULE, article),
        may_end=may(user, Action.UNPUBLISH, article),
    )


def pending(article):
    return list(_light(article.editions.to_come(timezone.now())))


def _light(editions):
    return (
        editions.select_related("revision", "source", "made_by", "release")
        .only(
            *("article_id", "slug", "live_from", "expires_at", "held_at"),
            *("cancelled_at", "fix_waiting", "look_wanted_at", "source"),
            *("left_out_at", "release__report"),
            *("revision__number", "revision__made_at", "revision__content"),
            *("made_by__first_name", "made_by__last_name", "made_by__username"),
        )
        .order_by("live_from")
    )


def _is_to_come(edition, now):
    """Say of one what EditionQuerySet.to_come() selects."""
    waits = edition.held_at is not None or edition.live_from > now
    return waits and edition.cancelled_at is None


def version_of(revision):
    """Return which text a version is, by when it was saved."""
    made_at = timezone.localtime(revision.made_at)
    is_todays = made_at.date() == timezone.localdate()
    when = date_format(made_at, "H:i") if is_todays else _short(made_at)
    return f"{when} (version {revision.number})"


def _short(local):
    """Return a day and its hour; the year, too, where it is another than this one."""
    is_this_years = local.year == timezone.localdate().year
    return date_format(local, "j F, H:i" if is_this_years else "j F Y, H:i")


def _outgoing(article, edition, text):
    old = edition.revision
    changed = [field_name(name) for name in old.snapshot.differing(text)]
    has_missed = edition.held_at is not None and edition.live_from <= timezone.now()
    return Outgoing(
        edition,
        begins=_in_words(edition.live_from),
        ends=_in_words(edition.expires_at) if edition.expires_at else "",
        of=version_of(old),
        changed=changed,
        difference=difference(article, old.number, article.version) if changed else "",
        awaited=_awaited(article, edition) if edition.held_at else "",
        release=released(edition.release) if has_place(edition) else "",
        has_missed=has_missed,
    )


def _awaited(article, edition):
    awaited = stopping.awaited(article, edition)
    until = article.embargoed_until
    if until and edition.live_from < until:
        awaited.append(f"its embargo, until {_in_words(until)}, is moved or ended")
    if not awaited and has_place(edition):
        awaited.append("nothing stops the others")
    return joined(awaited)


def _in_words(moment):
    return said(moment, timezone.get_current_timezone())
