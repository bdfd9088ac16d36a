"""What is private is behind no door: in no page, list, search, file or refusal."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin import site
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from articles.editing import (
    desk,
    notes,
    previews,
    publication,
    review,
    source_notes,
)
from articles.editing.images import library
from articles.editing.passages import Passage
from articles.editing.unsaved import keep_unsaved
from articles.models import Article, Event, Publication, Revision, SourceNote
from tests import factories
from tests.photographs import photograph

SECRET = "Quokka-7731"
HEADLINE = "Who counts the grain"
# What stands where an address has something to be filled in, by its first words.
FILLED_IN = {
    "articles": {"id": "{article}", "slug": "who-counts-the-grain"},
    "authors": {"slug": "ada-lund"},
    "regions": {"slug": "baltic"},
    "themes": {"slug": "ports"},
    "reports": {"slug": "cables"},
    "tags": {"slug": "grain"},
    "preview": {"token": "{token}"},
    "your-entry": {"token": "{entry}"},
}
PARTS = re.compile(r"<(?:\w+:)?(\w+)>")


def tell(article, *, by):
    """Tell readers something, and put it right for a reason of the desk’s own."""
    Publication.objects.update_or_create(pk=1, defaults={"shows_history": True})
    told = factories.corrected(article, "It was weighed, too.", by=by)
    why = f"{SECRET} amended"
    factories.amended(told.correction, "It was weighed.", by=by, why=why)


@pytest.fixture
def article(db):
    """A published article with a secret in everything about it that is private."""
    admin = factories.user("superuser", username="ana")
    writer = factories.user("Writer", username="noor")
    picture = library.add(photograph(), by=admin, alt="A harbour")
    article = factories.article(
        by=writer,
        by_line=[factories.author("Ada Lund")],
        headline=HEADLINE,
        body="<p>The grain was counted in March.</p>",
        notes=f"{SECRET} in the private notes",
        regions=(factories.region("Baltic").pk,),
        themes=(factories.theme("Ports").pk,),
        reports=(factories.report("Cables").pk,),
        tags=("grain",),
        lead_image=picture.pk,
    )
    previews.make_link(article, by=admin, days=1)
    review.submit(article, by=writer, seen=1, note=f"{SECRET} with submit")
    review.send_back(article, by=admin, seen=1, why=f"{SECRET} sent back")
    review.approve(article, by=admin, seen=1, why=f"{SECRET} approved")
    passage = Passage("body", "counted in March", f"{SECRET} before", SECRET)
    note = notes.add(
        article, by=admin, text=f"{SECRET} noted @noor", passage=passage
    ).note
    notes.reply(note, by=writer, text=f"{SECRET} replied")
    factories.answered(note, "declined", by=writer, text=f"{SECRET} because")
    source = source_notes.add(
        article,
        by=writer,
        source=f"{SECRET}, a clerk",
        text=f"{SECRET} said",
        passage=passage,
    )
    factories.flagged(source, by=admin, why=f"{SECRET} may sue")
    factories.cleared(source, by=admin, why=f"{SECRET} agreed")
    desk.save(
        Article.objects.get(pk=article.pk),
        article.snapshot(),
        by=admin,
        seen=1,
        why=f"{SECRET} saved",
    )
    factories.reworked(article, by=admin, search_title="Grain")
    Revision.objects.update(why=f"{SECRET} version")
    publication.publish(Article.objects.get(pk=article.pk), by=admin, seen=2)
    tell(article, by=admin)
    # And once more, so that a live article has an open flag and an open note too.
    notes.add(article, by=admin, text=f"{SECRET} still open")
    factories.flagged(source, by=admin, why=f"{SECRET} again")
    keep_unsaved(Article, article.pk, f"notes={SECRET}", by=admin, began_from=2)
    return Article.objects.get(pk=article.pk)


def test_the_secret_is_in_everything_that_is_private(article):
    """Else the tests below would look for nothing."""
    assert SECRET in article.notes
    assert Event.objects.filter(why__contains=SECRET).count() >= 6
    source = SourceNote.objects.get()
    for name in ("source", "text", "flag_reason", "before"):
        assert SECRET in getattr(source, name)


def patterns(resolver, before=""):
    """Return every route below a resolver, as it stands in the addresses."""
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        elif not route.startswith("admin/"):
            yield from patterns(each, route)


def public_addresses(article):
    """Return every public address that the project knows, for this article."""
    token = article.preview_links.get().token
    entry = factories.own_link(article.credits.first().author.stands_for()).token
    for route in patterns(get_resolver()):
        if "(?P" in route or "<path:" in route:
            continue  # files, which are looked through as such
        first = route.split("/")[0]
        filled = PARTS.sub(lambda part, first=first: FILLED_IN[first][part[1]], route)
        yield "/" + filled.format(article=article.pk, token=token, entry=entry)


@pytest.mark.django_db
def test_no_public_address_tells_it(article):
    reader = Client()
    addresses = [*public_addresses(article), "/search/?q=quokka", "/search/?q=counted"]
    assert len(addresses) > 15
    pages = {address: reader.get(address) for address in addresses}
    found = [
        address
        for address, page in pages.items()
        if SECRET.encode() in page_content(page) or SECRET in str(page.headers)
    ]
    assert found == []
    # They are the pages that have the article, and not its absence.
    met = [at for at, page in pages.items() if HEADLINE.encode() in page_content(page)]
    assert "/search/?q=counted" in met
    assert "/search/?q=quokka" not in met
    assert len(met) >= 8


def page_content(page):
    return b"".join(page.streaming_content) if page.streaming else page.content


@pytest.mark.django_db
def test_no_file_tells_it(article):
    files = [path for path in Path(settings.VAR_DIR).rglob("*") if path.is_file()]
    media = [path for path in files if "sqlite" not in path.name]
    assert any(path.suffix in {".jpg", ".jpeg", ".webp", ".avif"} for path in media)
    assert [path for path in media if SECRET.encode() in path.read_bytes()] == []


def desk_addresses(article):
    """Return every address that the article's screens have."""
    numbers = {"article_id": article.pk, "object_id": article.pk}
    screens = site._registry[Article].get_urls()
    for screen in screens:
        if not screen.name:
            continue
        names = screen.pattern.converters
        values = {name: numbers.get(name, 1) for name in names}
        yield reverse(f"admin:{screen.name}", kwargs=values)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, "Authors' desk"])
def test_no_screen_of_the_article_tells_an_outsider(article, role):
    browser = Client()
    if role:
        browser.force_login(factories.user(role))
    addresses = [*desk_addresses(article), reverse("admin:index")]
    assert len(addresses) > 20
    for address in addresses:
        for answer in (
            browser.get(address),
            browser.post(address, {"text": "x", "why": "x", "seen": 2}),
            browser.post(address, {"text": "x"}, headers={"X-Beside": "notes"}),
        ):
            assert SECRET not in answer.text, address
            assert answer.status_code in {200, 302, 400, 401, 403, 404, 405}, address
            # My desk tells the whole staff what readers see by now.
            if answer.status_code == 200 and address != reverse("admin:index"):
                assert HEADLINE not in answer.text, address


@pytest.mark.django_db
def test_sources_are_not_told_to_other_writers(article):
    SourceNote.objects.update(source="A frightened clerk", text="Frightened words")
    browser = Client()
    browser.force_login(factories.user("Writer"))
    for address in desk_addresses(article):
        for answer in (browser.get(address), browser.post(address, {"seen": 2})):
            assert "rightened" not in answer.text, address
