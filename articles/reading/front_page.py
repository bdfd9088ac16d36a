"""The front page: the latest editions in order of weight.

Everything is chosen from one list of the newest, so that the page costs the same on
any day and no article stands on it twice.
"""

from dataclasses import dataclass
from itertools import islice

from articles.models import Kind, Report
from articles.reading.naming import Names, TermName
from articles.reading.teasers import Teaser, newest, teasers_of

NEWEST = 48
SECONDS = 3
LATEST = 6
LATEST_BESIDE_A_PICTURE = 10
SECTIONS = 4
IN_A_SECTION = 4
FEWEST_IN_A_SECTION = 2
REPORTS = 3


@dataclass(frozen=True)
class Section:
    term: TermName
    teasers: list[Teaser]


@dataclass(frozen=True)
class FrontPage:
    lead: Teaser | None
    seconds: list[Teaser]
    latest: list[Teaser]
    sections: list[Section]
    reports: list[Report]


def front_page(at, without=()):
    """Return the front page of that moment, as if readers did not see the articles of
    the ids in `without`: four queries.
    """
    editions = newest(at).exclude(kind=Kind.PAGE).exclude(article__in=without)
    editions = list(editions[:NEWEST])
    themes = Names(editions, kinds=["themes"])
    teasers = iter(teasers_of(editions))
    lead = next(teasers, None)
    is_tall = lead and lead.edition.lead_image
    return FrontPage(
        lead=lead,
        seconds=list(islice(teasers, SECONDS)),
        latest=list(islice(teasers, LATEST_BESIDE_A_PICTURE if is_tall else LATEST)),
        sections=_sections(list(teasers), themes),
        reports=_reports(editions),
    )


def _sections(teasers, names):
    """Divide teasers among the themes that occur most; each stands in one section."""
    sections = []
    while len(sections) < SECTIONS:
        theme, theirs = _fullest(teasers, names, [each.term for each in sections])
        if len(theirs) < FEWEST_IN_A_SECTION:
            break
        chosen = theirs[:IN_A_SECTION]
        sections.append(Section(theme, _pictured_first(chosen)))
        teasers = [each for each in teasers if each not in chosen]
    return sections


def _pictured_first(teasers):
    """Let the newest with a picture open the section; the others keep their order."""
    opening = next((each for each in teasers if each.edition.lead_image), teasers[0])
    return [opening, *(each for each in teasers if each is not opening)]


def _fullest(teasers, names, without):
    """Return the theme that most teasers have, of equal ones the newest, and them."""
    by_theme = {None: []}
    for teaser in teasers:
        for theme in names.of(teaser.edition, "themes"):
            if theme not in without:
                by_theme.setdefault(theme, []).append(teaser)
    return max(by_theme.items(), key=lambda item: len(item[1]))


def _reports(editions):
    """Return the reports that were added to last, newest first."""
    ids = [pk for edition in editions for pk in edition.terms.get("reports", [])]
    reports = Report.objects.select_related("cover", "merged_into__cover").resolved(ids)
    named = (reports[pk] for pk in ids if pk in reports)
    return list(dict.fromkeys(named))[:REPORTS]
