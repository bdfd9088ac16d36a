"""What was withdrawn for legal reasons is reachable by nothing that readers have."""

import gzip
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from articles.editing import previews
from articles.editing.images import library
from articles.models import Article, Correction, Edition, Image, Publication
from articles.models.edition import PLACEMENTS
from articles.models.image import FORMATS
from tests import factories
from tests.photographs import BLUE, GREEN, RED, photograph
from tests.reading.test_nothing_private import PARTS, patterns

SECRET = "Wombat-4417"
NOTICE = "This article was taken from this site after an order of a court."
# What stands where an address has something to be filled in, by its first words.
FILLED_IN = {
    "articles": {"id": "{article}", "slug": "{slug}"},
    "authors": {"slug": "ada-lund"},
    "regions": {"slug": "baltic"},
    "themes": {"slug": "ports"},
    "reports": {"slug": "cables"},
    "tags": {"slug": "grain"},
    "preview": {"token": "{token}"},
    "your-entry": {"token": "{entry}"},
}
# Those of several pages of which one is of this article, or that name no article.
ELSEWHERE = {"admin", "media", "health", "static"}


class Scene:
    """An article of three editions with a secret in each, and all that leads to it."""

    def __init__(self):
        Publication.objects.create(pk=1, name="The Lantern")
        self.admin = factories.user("superuser", username="ana")
        colours = {"lead": RED, "text": BLUE, "shared": GREEN}
        self.pictures = {
            name: library.add(
                photograph(colour=colour),
                by=self.admin,
                # What another article shows, feeds of that one show as well.
                alt="Shared" if name == "shared" else f"{SECRET} {name}",
                caption="" if name == "shared" else f"{SECRET} caption",
            )
            for name, colour in colours.items()
        }
        figures = "".join(
            f'<figure data-image="{self.pictures[name].pk}"></figure>'
            for name in ("text", "shared")
        )
        self.terms = {
            "by_line": [factories.author("Ada Lund")],
            "regions": (factories.region("Baltic").pk,),
            "themes": (factories.theme("Ports").pk,),
            "reports": (factories.report("Cables").pk,),
            "tags": ("grain",),
        }
        self.article = factories.article(
            by=self.admin,
            headline=f"{SECRET} draft",
            standfirst=f"{SECRET} in the standfirst",
            body=f"<p>{SECRET} was counted.</p>{figures}",
            lead_image=self.pictures["lead"].pk,
            search_title=f"{SECRET} title",
            search_description=f"{SECRET} described",
            **self.terms,
        )
        for headline in (f"{SECRET} first", f"{SECRET} second"):
            factories.reworked(self.article, by=self.admin, headline=headline)
            self.article = factories.published_again(
                self.article, by=self.admin
            ).article
        told = ("correction", f"{SECRET} was misspelled.")
        factories.fixed(
            *(self.article,), by=self.admin, correction=told, headline=f"{SECRET} third"
        )
        self.link = previews.make_link(self.article, by=self.admin, days=7)
        self.entry = factories.own_link(self.article.credits.get().author)
        self.other = self.linking_to_it()

    def linking_to_it(self):
        """Publish another under its terms, which links to it and shows its picture."""
        shared = self.pictures["shared"].pk
        return factories.published_article(
            by=self.admin,
            headline="Another",
            body=f'<p><a href="/articles/{self.article.pk}/">the grain</a></p>'
            f'<figure data-image="{shared}"></figure>',
            **self.terms,
        )

    def withdraw(self, **said):
        factories.withdrawn(self.article, by=self.admin, notice=NOTICE, **said)

    @property
    def slugs(self):
        return list(self.article.editions.values_list("slug", flat=True).distinct())

    def addresses(self):
        """Return every public address that the resolver knows, for each old slug."""
        found = []
        for route in patterns(get_resolver()):
            first = route.split("/")[0]
            if first in ELSEWHERE or "(?P" in route:
                continue
            for slug in self.slugs:
                filled = PARTS.sub(lambda it, at=first: FILLED_IN[at][it[1]], route)
                values = {"article": self.article.pk, "slug": slug}
                values |= {"token": self.link.token, "entry": self.entry.token}
                found.append("/" + filled.format(**values))
        return [*dict.fromkeys(found)]

    def own_addresses(self):
        return [at for at in self.addresses() if at.startswith("/articles/")]

    def copies(self, name):
        """Return the address of a picture in every width, cut and format."""
        image = self.pictures[name]
        sizes = [("", width) for width in image.widths()]
        sizes += [("square", width) for width in image.square_widths()]
        return [
            settings.MEDIA_URL + image.rendition_path(width, format, crop)
            for crop, width in sizes
            for format in FORMATS
        ]


@pytest.fixture
def scene(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return Scene()


@pytest.fixture
def withdrawn(scene, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        scene.withdraw()
    return scene


def said(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return body.decode(errors="replace") + str(answer.headers)


def status(address):
    answer = Client().get(address)
    said(answer)  # to the end: what streams holds a file open
    return answer.status_code


def asked_for(address):
    """Return the ways in which somebody may write an address."""
    moments = ("2020-05-03T06:00", "2999-01-01", "now", "x")
    mark = "&" if "?" in address else "?"
    yield address
    yield from (f"{address}{mark}at={moment}" for moment in moments)
    yield address.rstrip("/")
    yield f"{address}/"
    yield address.upper()
    yield address.replace("wombat", "WOMBAT")
    yield address.replace("wombat", "%77ombat")
    yield f"/{address}"
    yield f"{address}{mark}format=md&print=1&before=x"


SEARCHES = ["/search/?q=wombat", "/search/?q=counted"]


def test_there_is_something_to_look_for(scene):
    """Else the walk below would find nothing anywhere."""
    reader = Client()
    met = [
        at for at in scene.addresses() if SECRET in said(reader.get(at, follow=True))
    ]
    for start in ("/", "/authors/", "/regions/", "/themes/", "/reports/", "/tags/"):
        assert any(at.startswith(start) for at in met), start
    assert len(met) >= len(scene.own_addresses()) + 7
    assert any(SECRET in said(reader.get(at)) for at in SEARCHES)
    for name in scene.pictures:
        assert {status(at) for at in scene.copies(name)} == {200}


def test_no_address_leads_to_it(withdrawn):
    staff = Client()
    staff.force_login(withdrawn.admin)
    addresses = [*withdrawn.addresses(), *SEARCHES, "/no-such-page/"]
    assert len(addresses) > 20
    for address in addresses:
        for method in ("HEAD", "POST", "PUT", "OPTIONS"):
            assert_says_nothing(Client().generic(method, address), method)
        for reader in (Client(), staff):
            for written in asked_for(address):
                assert_says_nothing(reader.get(written, follow=True), written)


def assert_says_nothing(answer, asked):
    # Staff who typed its address may read that back in the banner of another time.
    path, _, _ = asked.partition("?")
    assert SECRET.lower() not in said(answer).lower().replace(path.lower(), ""), asked
    assert answer.status_code < 500, asked


def test_its_addresses_say_that_it_was_withdrawn(withdrawn):
    reader = Client()
    assert len(withdrawn.own_addresses()) >= 5
    for address in withdrawn.own_addresses():
        for query in ("", "?at=2020-05-03T06:00"):
            answer = reader.get(address + query)
            assert answer.status_code == 410
            assert NOTICE in answer.text
            assert '<meta name="robots" content="noindex' in answer.text
            assert "no-store" in answer.headers["Cache-Control"]
            assert "ETag" not in answer.headers
        assert reader.head(address).status_code == 410


def test_nobody_who_kept_the_page_is_told_that_it_stands_unchanged(scene):
    reader = Client()
    address = scene.article.editions.visible().get().get_absolute_url()
    kept = {"If-None-Match": reader.get(address).headers["ETag"]}
    assert reader.get(address, headers=kept).status_code == 304
    scene.withdraw()
    assert reader.get(address, headers=kept).status_code == 410


def test_no_link_of_ours_leads_there(withdrawn):
    page = Client().get(withdrawn.other.editions.get().get_absolute_url())
    assert "the grain" in page.text
    assert f"/articles/{withdrawn.article.pk}/" not in page.text


def test_its_preview_links_open_nothing(withdrawn):
    assert Client().get(f"/preview/{withdrawn.link.token}/").status_code == 404
    # Nor where somebody had opened it in the database itself.
    withdrawn.article.preview_links.update(revoked_at=None)
    assert Client().get(f"/preview/{withdrawn.link.token}/").status_code == 404


def test_no_list_of_whatever_time_has_it(withdrawn):
    for at in (timezone.now(), timezone.now() - timedelta(minutes=2)):
        seen = Edition.objects.visible(at).filter(article=withdrawn.article)
        assert not seen.exists()
    for placement in PLACEMENTS.values():
        assert not placement.objects.filter(article=withdrawn.article).exists()
        assert placement.objects.filter(article=withdrawn.other).exists()


def test_nor_has_any_list_of_corrections(withdrawn):
    own = Correction.objects.filter(article=withdrawn.article)
    assert own.exists()
    assert not own.standing().exists()


def test_its_own_pictures_are_gone_in_every_width_and_format(withdrawn):
    for name in ("lead", "text"):
        image = Image.objects.get(pk=withdrawn.pictures[name].pk)
        assert image.withdrawn_at
        assert len(withdrawn.copies(name)) >= 4
        for address in withdrawn.copies(name):
            assert status(address) == 404
    # What another article shows stays there, unless somebody says otherwise.
    for address in withdrawn.copies("shared"):
        assert status(address) == 200


def test_a_shared_picture_goes_where_that_is_said(
    scene, django_capture_on_commit_callbacks
):
    shared = scene.pictures["shared"]
    with django_capture_on_commit_callbacks(execute=True):
        scene.withdraw(pictures=[shared.pk])
    assert {status(at) for at in scene.copies("shared")} == {404}


def test_the_newsroom_goes_on_reading_it(withdrawn):
    staff = Client()
    staff.force_login(withdrawn.admin)
    at = f"/admin/articles/article/{withdrawn.article.pk}"
    assert SECRET in staff.get(f"{at}/change/").text
    assert SECRET in staff.get(f"{at}/versions/1/").text
    assert SECRET in staff.get(f"{at}/preview/").text
    picture = withdrawn.pictures["lead"].pk
    thumbnail = staff.get(f"/admin/articles/image/{picture}/thumbnail/")
    assert thumbnail.getvalue()[8:12] == b"WEBP"
    assert "no-store" in thumbnail.headers["Cache-Control"]
    assert (
        Client().get(f"/admin/articles/image/{picture}/thumbnail/").status_code == 302
    )


def test_ending_it_brings_back_pictures_and_no_page(
    withdrawn, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        factories.withdrawal_ended(withdrawn.article, by=withdrawn.admin)
    reader = Client()
    for name in withdrawn.pictures:
        assert {status(at) for at in withdrawn.copies(name)} == {200}
    for address in withdrawn.own_addresses():
        says_thanks = address.endswith("/thanks/")  # of whatever it is about
        assert reader.get(address).status_code == (200 if says_thanks else 404)
    assert SECRET not in reader.get("/regions/baltic/").text

    factories.published_again(withdrawn.article, by=withdrawn.admin)
    assert SECRET in reader.get("/regions/baltic/").text


def test_one_that_is_live_costs_no_query_more(scene, django_assert_num_queries):
    address = scene.other.editions.get().get_absolute_url()
    with django_assert_num_queries(6):
        assert Client().get(address).status_code == 200


def test_the_notice_costs_four_queries(withdrawn, django_assert_num_queries):
    address = withdrawn.own_addresses()[0]
    with django_assert_num_queries(4):
        assert Client().get(address).status_code == 410


def test_it_stays_so_in_the_bin(withdrawn):
    Article.objects.filter(pk=withdrawn.article.pk).update(binned_at=timezone.now())
    assert Client().get(withdrawn.own_addresses()[0]).status_code == 410
