"""Pages that list articles: by author, region, theme, report and tag, and by words."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.utils import timezone

from articles.models import (
    Author,
    AuthorPlacement,
    Region,
    RegionPlacement,
    Report,
    ReportPlacement,
    Tag,
    TagPlacement,
    Theme,
    ThemePlacement,
)
from articles.reading.frame import framed, readers_page
from articles.reading.indexes import beginnings, by_initial, with_articles
from articles.reading.instant import instant
from articles.reading.lists import list_page
from articles.reading.moved import at_address
from articles.reading.region_tree import RegionTree
from articles.reading.search import LONGEST_QUERY, matching, words_of
from articles.reading.teasers import placed


@readers_page
def authors(request):
    at = instant(request)
    writing = with_articles(Author.objects.with_page(), AuthorPlacement, at)
    today = timezone.localdate(at)
    for author in (writing := list(writing)):
        author.held = author.position_on(today)
    groups = by_initial(writing, lambda author: author.sorted_as)
    return framed(request, "reading/authors.html", {"groups": groups}, at=at)


@readers_page
def author(request, slug):
    at = instant(request)
    author = at_address(Author.objects.with_page().select_related("photo"), slug)
    if slug != author.slug:
        return redirect(author, permanent=True)
    shown = about_author(request, author, at)
    return framed(request, "reading/author.html", shown, at=at)


def about_author(request, author, at):
    """Return what an author's page shows; staff look at one in memory, too."""
    articles = placed(AuthorPlacement, author, at)
    named = articles.exclude(article__in=author.withheld_on)
    return {
        "term": author,
        "list": list_page(named, request.GET),
        "position": author.position_on(timezone.localdate(at)),
    }


@readers_page
def regions(request):
    context = {"branches": RegionTree.load().branches(), "is_todays": True}
    return framed(request, "reading/regions.html", context, at=instant(request))


@readers_page
def region(request, slug):
    at = instant(request)
    tree = RegionTree.load()
    region = tree.called(slug) or at_address(Region.objects.unmerged(), slug)
    around = {"above": tree.above(region), "within": tree.within(region)}
    return _listing(
        *(request, "reading/region.html", region, RegionPlacement, around),
        at=at,
        slug=slug,
    )


@readers_page
def themes(request):
    at = instant(request)
    themes = with_articles(
        Theme.objects.unmerged().order_by("name"), ThemePlacement, at
    )
    return framed(request, "reading/themes.html", {"themes": themes}, at=at)


@readers_page
def theme(request, slug):
    at = instant(request)
    theme = at_address(Theme.objects.unmerged(), slug)
    return _listing(
        request, "reading/theme.html", theme, ThemePlacement, at=at, slug=slug
    )


@readers_page
def reports(request):
    at = instant(request)
    reports = Report.objects.unmerged().select_related("cover").order_by("-pk")
    context = {"reports": with_articles(reports, ReportPlacement, at)}
    return framed(request, "reading/reports.html", context, at=at)


@readers_page
def report(request, slug):
    at = instant(request)
    # Before its first article, a dossier's very title may be nobody's business.
    reports = with_articles(Report.objects.select_related("cover"), ReportPlacement, at)
    report = at_address(reports.unmerged(), slug)
    more = {"beginnings": beginnings(report, at)}
    return _listing(
        request, "reading/report.html", report, ReportPlacement, more, at=at, slug=slug
    )


@readers_page
def tags(request):
    at = instant(request)
    used = with_articles(Tag.objects.unmerged(), TagPlacement, at)
    groups = by_initial(used, lambda tag: tag.name)
    return framed(request, "reading/tags.html", {"groups": groups}, at=at)


@readers_page
def tag(request, slug):
    at = instant(request)
    tag = at_address(Tag.objects.unmerged(), slug)
    return _listing(request, "reading/tag.html", tag, TagPlacement, at=at, slug=slug)


@readers_page
def search(request):
    at = instant(request)
    asked = request.GET.get("q", "")[:LONGEST_QUERY]
    words = words_of(asked)
    context = {"asked": asked, "query": f"{urlencode({'q': asked})}&"}
    if words:
        context["list"] = list_page(matching(words, at), request.GET)
    return framed(request, "reading/search.html", context, at=at)


def _listing(request, template, term, placements, context=None, *, at, slug):
    if slug != term.slug:
        return redirect(term, permanent=True)
    page = list_page(placed(placements, term, at), request.GET)
    context = {"term": term, "list": page, **(context or {})}
    return framed(request, template, context, at=at)
