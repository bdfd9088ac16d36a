"""A report and articles of it as they will stand together, each linked to the others.

Nothing of it is an edition: only the article that is looked at is compiled, and nothing
is written.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F
from django.http import Http404

from articles.editing import previews
from articles.editing.standing import standings
from articles.models import (
    Article,
    Edition,
    Image,
    Kind,
    Publication,
    Report,
    ReportPlacement,
    Revision,
)
from articles.models.body import clean_inline
from articles.models.slugs import slug_of
from articles.reading.indexes import beginnings
from articles.reading.lists import PAGE_SIZE, ListPage
from articles.reading.teasers import placed, teasers_of

MOST = 100
_AS_WRITTEN = ("headline", "kind", "language")
_LEAD_WORDS = ("alt", "is_decorative", "caption", "credit")


@dataclass(frozen=True)
class Whole:
    """Which texts stand together, from when on, and where each is looked at.

    `address` returns that of an article by its id; of the report itself, by None.
    """

    report: Report
    texts: dict[int, Revision]
    at: datetime
    address: Callable[[int | None], str]


def of_release(release, now, address):
    """Return what goes out, or went out, with a release."""
    editions = release.editions.standing().filter(undone_at=None, left_out_at=None)
    editions = editions.select_related("revision__article").only("revision")
    texts = {each.revision.article_id: each.revision for each in editions}
    return Whole(release.report, texts, max(release.live_from, now), address)


def of_articles(report, numbers, now, address):
    """Return the newest texts of these articles."""
    newest = Revision.objects.filter(number=F("article__version"))
    newest = newest.filter(article__in=numbers[:MOST], article__binned_at=None)
    newest = newest.select_related("article")
    return Whole(report, {each.article_id: each for each in newest}, now, address)


def report_page(whole):
    """Return what the report's page would hold: ten queries, however many articles."""
    ours = _in_lists(whole)
    listed = placed(ReportPlacement, whole.report, whole.at)
    listed = listed.exclude(article__in=whole.texts)[:PAGE_SIZE]
    editions = sorted(
        [*ours.values(), *(row.edition for row in listed)],
        key=lambda edition: (edition.published_at, edition.article_id),
        reverse=True,
    )
    return {
        "term": whole.report,
        "list": ListPage(teasers_of(editions[:PAGE_SIZE])),
        "beginnings": _beginnings(whole, ours),
        "publication": Publication.objects.current(),
    }


def article_in(whole, number):
    """Return the Preview of one of the articles; Http404 if it is none of them."""
    if number not in whole.texts:
        raise Http404("This article is not part of what is previewed.")
    version = whole.texts[number]
    others = [it for pk, it in _editions(whole).items() if pk != number]
    article = Article.objects.get(pk=number)
    shown = previews.preview(article, whole.at, version=version, instead=others)
    return replace(shown, page=_linked(shown.page, whole))


def _linked(page, whole):
    """Lead from an article's page to the report as it is previewed."""
    here = {"address": whole.address(None)}
    reports = tuple(
        replace(each, **here) if each.pk == whole.report.pk else each
        for each in page.reports
    )
    series = page.series
    if series and series.report.pk == whole.report.pk:
        series = replace(series, report=replace(series.report, **here))
    return replace(page, reports=reports, series=series)


def _beginnings(whole, ours):
    known = beginnings(whole.report, whole.at).exclude(article__in=whole.texts)
    known = {edition.article_id: edition for edition in known} | ours
    order = whole.report.start_here.values_list("article_id", flat=True)
    return [known[number] for number in order if number in known]


def _in_lists(whole):
    """Return those of the texts that stand in the report, by article's id."""
    listed = {pk: it for pk, it in _editions(whole).items() if it.listed}
    named = {pk for edition in listed.values() for pk in edition.terms["reports"]}
    if named - {whole.report.pk}:  # it may go by another number that was merged into it
        known = Report.objects.resolved(named)
        named = {pk for pk in named if known.get(pk) == whole.report}
    return {
        number: edition
        for number, edition in listed.items()
        if named.intersection(edition.terms["reports"])
    }


def _editions(whole):
    """Return by article's id what lists and links need of each text: two queries."""
    known = standings([text.article for text in whole.texts.values()], whole.at)
    snapshots = {number: text.snapshot for number, text in whole.texts.items()}
    pictures = {each.lead_image for each in snapshots.values()} - {None}
    images = Image.objects.in_bulk(pictures)
    return {
        number: _edition(number, snapshot, known[number], images, whole)
        for number, snapshot in snapshots.items()
    }


def _edition(number, snapshot, standing, images, whole):
    first = previews.first_published(standing, whole.at)
    lead = images.get(snapshot.lead_image)
    edition = Edition(
        article_id=number,
        slug=snapshot.slug or slug_of(snapshot.headline, "article"),
        standfirst=clean_inline(snapshot.standfirst),
        credits=[line.to_json() for line in snapshot.credits],
        terms={"reports": list(snapshot.reports)},
        lead_image=lead,
        lead_words={name: getattr(lead, name) for name in _LEAD_WORDS} if lead else {},
        listed=snapshot.kind != Kind.PAGE,
        live_from=whole.at,
        published_at=snapshot.display_at or first,
        **{name: getattr(snapshot, name) for name in _AS_WRITTEN},
    )
    # Whoever links to it leads to the preview: readers' address may be nowhere yet.
    edition.get_absolute_url = lambda: whole.address(number)
    return edition
