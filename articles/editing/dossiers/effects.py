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
    """What each of the two answers would change, with whom it goes out, and when."""

    release: Release
    others: list[Edition]
    run: Effects
    hold: Effects


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
    return Answers(own.release, others, run, _without_all(site, [own, *others]))


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
        """Say where they would have stood, and what comes in their place."""
        front = front_page(self.at, without)
        before, after = _places(self.front), _places(front)
        said = [
            f"{_quoted(edition)} does not stand {place}."
            for number, (place, edition) in before.items()
            if number in without
        ]
        if self.report in self.front.reports and self.report not in front.reports:
            said.append(f"“{self.report}” is not announced there.")
        return [*said, *_instead(before, after)] if said else []


def _without_one(site, own, others):
    number = own.article_id
    links = [
        f"In {_quoted(other)} the link to it becomes plain text."
        for other in others
        if number in other.links
    ]
    return Effects(
        links=links,
        start_here=site.left_of_start({number}),
        ways=_ways(site, own),
        front=site.changed_front({number}),
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


def _instead(before, after):
    """Say what else leads, and what comes to stand there that did not."""
    for number, (place, edition) in after.items():
        if number not in before or (place == LEAD and before[number][0] != LEAD):
            yield f"{_quoted(edition)} stands {place}."


def _places(front):
    """Return by article's id how one speaks of its place, and its edition."""
    found = {}

    def put(teasers, place):
        found.update({it.edition.article_id: (place, it.edition) for it in teasers})

    put([front.lead] if front.lead else [], LEAD)
    put(front.seconds, "beside the lead")
    put(front.latest, "among the latest")
    for section in front.sections:
        put(section.teasers, f"in the section “{section.term.name}”")
    return found


def _quoted(edition):
    return f"“{edition.headline}”"
