"""What readers would find otherwise if some of a release did not go out with the rest.

Read from the readers' side at the hour itself, with and without.
"""

from dataclasses import dataclass, field

from django.utils import timezone

from articles.models import Edition, Release
from articles.reading.front_page import front_page
from articles.reading.indexes import beginnings
from articles.reading.naming import Names
from articles.reading.neighbours import neighbours_of
from articles.reading.series import series_of

LEAD = "on top, as the lead"


@dataclass(frozen=True)
class Effects:
    """What changes for readers, in sentences, by what it is about."""

    links: list[str] = field(default_factory=list)
    start_here: list[str] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    front: list[str] = field(default_factory=list)

    @property
    def told(self):
        """Return (what it is about, sentences) for all four."""
        nothing = ["Nothing changes."]
        return [
            ("Links from the others", self.links or nothing),
            ("“Start here”", self.start_here or nothing),
            ("Next and previous", self.ways or nothing),
            ("Front page", self.front or nothing),
        ]


@dataclass(frozen=True)
class Answers:
    """What each of the two answers would change, with whom it goes out, and when.

    `waits` says that something stops them already.
    """

    release: Release
    others: list[Edition]
    run: Effects
    hold: Effects
    waits: bool = False


def answers(article, now=None):
    """Return what holding an article would change, or None where it goes out alone.

    Eighteen queries, however many go out together.
    """
    now = now or timezone.now()
    own = article.editions.to_come(now).filter(left_out_at=None, live_from__gt=now)
    own = own.filter(release__isnull=False).select_related("release__report").first()
    if own is None:
        return None
    members = own.release.editions.to_come(now).filter(left_out_at=None)
    members = members.exclude(article=article).order_by("headline", "pk")
    others = list(members.only("headline", "links", "article", "release"))
    if not others:
        return None
    site = _Site(own.release)
    run = _without_one(site, own, others)
    hold = _without_all(site, [own, *others])
    return Answers(own.release, others, run, hold, waits=own.held_at is not None)


class _Site:
    """The front page and the report at the hour, with all that is to go out."""

    def __init__(self, release):
        self.at, self.report = release.live_from, release.report
        self.front = front_page(self.at)
        self.start_here = list(beginnings(self.report, self.at))

    def left_of_start(self, without):
        left = [each for each in self.start_here if each.article_id not in without]
        if len(left) == len(self.start_here):
            return []
        if not left:
            return ["The report’s page asks nobody to start anywhere."]
        names = [f"{place}. {_quoted(each)}" for place, each in enumerate(left, 1)]
        return [f"It begins with: {', '.join(names)}."]

    def changed_front(self, without):
        """Say who does not stand there then, and who does instead."""
        front = front_page(self.at, without)
        before, after = _places(self.front), _places(front)
        missing = [place for place in before if place.number in without]
        if not missing:
            return []
        said = [f"Not {where}: {names}." for where, names in _by_place(missing)]
        if self.report in self.front.reports and self.report not in front.reports:
            said.append(f"“{self.report}” is not announced there.")
        if missing[0].where == LEAD and front.lead:
            said.append(f"{_quoted(front.lead.edition)} leads instead.")
        stood = {place.number for place in before}
        new = [place.edition for place in after if place.number not in stood]
        return [*said, f"New there: {_named(new)}."] if new else said


@dataclass(frozen=True)
class Place:
    """Where on the front page an article stands."""

    where: str
    edition: Edition

    @property
    def number(self):
        return self.edition.article_id


def _without_one(site, own, others):
    linking = [other for other in others if own.article_id in other.links]
    links = [f"The link to it becomes plain text in {_named(linking)}."]
    return Effects(
        links=links if linking else [],
        start_here=site.left_of_start({own.article_id}),
        ways=_ways(site, own),
        front=site.changed_front({own.article_id}),
    )


def _without_all(site, editions):
    numbers = {edition.article_id for edition in editions}
    return Effects(
        links=["None of them is to be read, so none of them links."],
        start_here=site.left_of_start(numbers),
        ways=["None of them leads on to another."],
        front=site.changed_front(numbers),
    )


def _ways(site, own):
    others, names = neighbours_of(own, site.at), Names([own], kinds=["reports"])
    series = series_of(own, names, others)
    if series is None:
        return []
    if series.before and series.after:
        before, after = _quoted(series.before), _quoted(series.after)
        return [f"{before} leads on to {after}, and {after} back to {before}."]
    if series.before:
        return [f"{_quoted(series.before)} is the last of the report."]
    return [f"{_quoted(series.after)} is the first of the report."]


def _places(front):
    """Return where each article of the front page stands, from top to bottom."""
    parts = [
        (LEAD, [front.lead] if front.lead else []),
        ("beside the lead", front.seconds),
        ("among the latest", front.latest),
    ]
    parts += [(f"in the section “{it.term.name}”", it.teasers) for it in front.sections]
    return [Place(where, it.edition) for where, teasers in parts for it in teasers]


def _by_place(places):
    for where in dict.fromkeys(place.where for place in places):
        yield where, _named([it.edition for it in places if it.where == where])


def _named(editions):
    return ", ".join(map(_quoted, editions))


def _quoted(edition):
    return f"“{edition.headline}”"
