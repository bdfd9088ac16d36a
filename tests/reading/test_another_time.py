"""The site at another time: for staff, and unknown to everybody else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Author, Publication
from articles.publishing import editions
from articles.reading.another_time import at_moment
from articles.reading.instant import read_moment, written
from tests import factories

LINK = re.compile(r'<a\b[^>]*?\shref="(/[^"]*|\?[^"]*)"')
SECRET = "The dam will open"
NONSENSE = [
    *("", " ", "yesterday", "2026-13-01", "0000-01-01T00:00", "0001-01-01T00:00+23:59"),
    *("9999-12-31T23:59:59-23:59", "9999-01-01", "1e9", "1" * 400, "\0"),
    *(
        "2026-05-03T25:00",
        "<script>alert(1)</script>",
        "{{ 7 }}",
        "NaN",
        "\u202e2026-05-03",
    ),
    *("2026-05-03T06:00+99:00", "2026-05-03T06:00&at=2020-01-01", "../../etc"),
]


@pytest.fixture
def publication(db):
    return Publication.objects.create(pk=1, name="The Lantern", time_zone="Asia/Tokyo")


@pytest.fixture
def editor(publication):
    return factories.editor()


@pytest.fixture
def staff(editor):
    browser = Client()
    browser.force_login(editor)
    return browser


@pytest.fixture
def article(editor):
    """An article live since an hour, which is to be another one in an hour."""
    now = timezone.now()
    article = factories.published_article(
        by=editor,
        now=now - timedelta(hours=1),
        headline="The dam holds",
        slug="dam",
        by_line=[factories.author("Ada Lund")],
        regions=(factories.region("Baltic").pk,),
        themes=(factories.theme("Ports").pk,),
        reports=(factories.report("Cables").pk,),
        tags=("grain",),
    )
    factories.reworked(article, by=editor, headline=SECRET, slug="open")
    coming = article.revisions.latest("number")
    editions.schedule(article, coming, now + timedelta(hours=1), by=editor)
    return article


@pytest.fixture
def later():
    return written(timezone.now() + timedelta(hours=2))


PAGES = [
    *("/", "/authors/ada-lund/", "/regions/baltic/", "/themes/ports/"),
    *("/reports/cables/", "/tags/grain/", "/search/?q=dam"),
]


def pages(article):
    return [*PAGES, f"/articles/{article.pk}/open/", f"/articles/{article.pk}/dam/"]


def asked(address, at):
    return address, {"at": at}


@pytest.mark.parametrize("place", PAGES)
def test_a_list_shows_what_it_will_and_what_it_did(staff, article, later, place):
    at = at_moment(place, read_moment(later, UTC))
    assert SECRET in staff.get(at).text
    assert SECRET not in staff.get(place).text
    before = at_moment(place, timezone.now() - timedelta(hours=2))
    answer = staff.get(before)
    assert "The dam holds" not in answer.text
    # A report that has no article yet is nobody's business, then as now.
    assert answer.status_code == (404 if "reports" in place else 200)
    assert "what readers saw then" in answer.text


def test_an_article_is_what_it_was_and_what_it_will_be(staff, article, later):
    assert staff.get(f"/articles/{article.pk}/dam/").status_code == 200
    page = staff.get(*asked(f"/articles/{article.pk}/open/", later))
    assert SECRET in page.text
    assert "what readers are to see, if nothing changes until then" in page.text
    markdown = staff.get(*asked(f"/articles/{article.pk}/open/article.md", later))
    assert SECRET in markdown.text
    assert markdown.headers["Cache-Control"] == "private, no-store"
    then = written(timezone.now() - timedelta(hours=2))
    answer = staff.get(*asked(f"/articles/{article.pk}/dam/", then))
    assert answer.status_code == 404
    assert "what readers saw then" in answer.text


def test_the_past_shows_what_a_later_text_replaced(staff, editor, publication):
    start = timezone.now() - timedelta(days=2)
    article = factories.published_article(by=editor, now=start, headline="As it was")
    factories.reworked(article, by=editor, headline="As it is")
    head = article.revisions.latest("number")
    editions.publish(article, head, by=editor, now=start + timedelta(days=1))
    then = at_moment("/", start + timedelta(hours=1))
    assert "As it was" in staff.get(then).text
    assert "As it was" not in staff.get("/").text


def test_names_and_bios_are_todays(staff, article):
    Author.objects.update(name="Ada Lund-Vega")
    then = at_moment(f"/articles/{article.pk}/dam/", timezone.now())
    page = staff.get(then).text
    assert "Ada Lund-Vega" in page
    assert "What is of that moment, and what is today’s" in page


def test_a_page_without_a_time_says_that_it_is_todays(staff, article, later):
    page = staff.get(*asked("/regions/", later))
    assert "Today’s page." in page.text


@pytest.mark.parametrize("place", [*PAGES, "/regions/", "/tags/", "/no-such-page/"])
def test_every_link_form_and_canonical_keeps_to_its_time(staff, article, later, place):
    answer = staff.get(at_moment(place, read_moment(later, UTC)))
    _, _, after_the_banner = answer.text.partition("</aside>")
    links = LINK.findall(after_the_banner)
    assert len(links) > 8
    for link in links:
        assert f"at={later}" in link or "/static/" in link
    for form in re.findall(r"<form.*?</form>", after_the_banner, re.DOTALL):
        assert f'<input type="hidden" name="at" value="{later}">' in form
    # What machines are told is the page's own address.
    assert "at=" not in answer.text.partition("</head>")[0].replace("creat", "")


def test_a_link_within_a_text_keeps_it_too(staff, editor, article, later):
    other = factories.published_article(
        by=editor,
        body=f'<p>See <a href="/articles/{article.pk}/#fn">it</a>, '
        '<a href="https://other.example/?q=a">them</a>, <a href="#here">here</a>.</p>',
    )
    page = staff.get(at_moment(f"/articles/{other.pk}/a-headline/", _of(later))).text
    assert f'href="/articles/{article.pk}/open/?at={later}#fn"' in page
    assert 'href="https://other.example/?q=a"' in page
    assert f'href="http://127.0.0.1:8000/articles/{other.pk}/a-headline/?at=' in page


def test_a_wrong_slug_leads_to_the_right_one_of_that_moment(staff, article, later):
    for address in (f"/articles/{article.pk}/dam/", f"/articles/{article.pk}/"):
        answer = staff.get(*asked(address, later))
        assert answer.url == f"/articles/{article.pk}/open/?at={later}"
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert staff.get(answer.url).status_code == 200


def test_a_long_list_is_walked_at_its_moment(staff, editor, article, later):
    for number in range(21):
        factories.published_article(by=editor, headline=f"Tide {number}")
    page = staff.get(f"/search/?q=i&at={later}")
    [older] = re.findall(r'rel="next" href="([^"]*)"', page.text)
    assert older.startswith("?q=i&amp;before=")
    assert older.endswith(f"&amp;at={later}")
    second = staff.get(f"/search/{older.replace('&amp;', '&')}")
    assert second.status_code == 200
    assert "Newer articles" in second.text


@pytest.mark.parametrize("at", NONSENSE)
def test_nonsense_shows_the_page_of_now_and_says_so(staff, article, at):
    answer = staff.get("/", {"at": at})
    assert answer.status_code == 200
    assert "This is the page of now." in answer.text
    assert "The dam holds" in answer.text
    assert "<script>alert" not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_bytes_that_are_no_text_are_nonsense(staff, article):
    for raw in ("%ED%A0%BD", "%FF%FE", "%00", "%E2%80%AE2026"):
        assert "This is the page of now." in staff.get(f"/?at={raw}&q={raw}").text


def test_two_moments_are_none(staff, article, later):
    answer = staff.get(f"/?at={later}&at=2020-01-01")
    assert "choose one" in answer.text
    assert SECRET not in answer.text


def test_no_cache_and_no_search_engine_keeps_it(staff, article, later):
    for page in pages(article):
        answer = staff.get(at_moment(page, _of(later)))
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "ETag" not in answer.headers


def test_the_page_of_now_has_the_banner_only_where_it_is_asked_for(staff, article):
    assert "Leave, to the readers" in staff.get("/?at=now").text
    assert 'href="/regions/?at=now"' in staff.get("/?at=now").text
    assert "another-time.css" not in staff.get("/").text


def test_a_moment_without_a_zone_is_the_publications(staff, article):
    page = staff.get("/?at=2026-05-03T06:00").text
    assert "3 May 2026, 06:00 (JST)" in page
    assert 'value="2026-05-03T06:00"' in page
    assert "at=2026-05-02T21:00:00Z" in page


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-03T06:00Z", datetime(2026, 5, 3, 6, tzinfo=UTC)),
        ("2026-05-03T06:00:01.5+01:00", datetime(2026, 5, 3, 5, 0, 1, 500_000, UTC)),
        ("2026-05-03T06:00 01:00", datetime(2026, 5, 3, 5, tzinfo=UTC)),
        ("2026-05-03 06:00", datetime(2026, 5, 3, 6, tzinfo=UTC)),
        ("2026-05-03", datetime(2026, 5, 3, tzinfo=UTC)),
        ("1899-12-31", None),
        ("2200-01-01", None),
    ],
)
def test_a_moment_is_read_as_it_is_written(text, moment):
    assert read_moment(text, UTC) == moment
    if moment:
        assert read_moment(written(moment), UTC) == moment


# What readers get


@pytest.mark.parametrize(
    "account", [None, "Authors' desk", "no role", "not staff", "not active"]
)
def test_to_everybody_else_the_argument_is_unknown(article, later, account):
    browser = Client()
    if account:
        role = account if account == "Authors' desk" else None
        user = factories.user(role)
        browser.force_login(user)
        user.is_staff = account != "not staff"
        user.is_active = account != "not active"
        user.save()
    reader = Client()
    for page in [*pages(article), f"/articles/{article.pk}/dam/article.md"]:
        plain = reader.get(page)
        for at in (later, "now", "nonsense", ""):
            separator = "&" if "?" in page else "?"
            answer = browser.get(f"{page}{separator}at={at}")
            assert answer.status_code == plain.status_code, page
            assert answer.content == plain.content, page
            assert answer.headers.get("Location") == plain.headers.get("Location")
            assert SECRET not in answer.text


def test_by_no_other_door_does_a_reader_see_the_future(article, later):
    reader, page = Client(), f"/articles/{article.pk}/dam/"
    plain = reader.get(page).content
    for name in ("AT", "At", "at[]", "%61t[]", "_at", "at%00", "when", "now"):
        assert reader.get(f"{page}?{name}={later}").content == plain
    for header in ("At", "X-At", "X-Moment", "Date", "If-Modified-Since", "X-Preview"):
        assert reader.get(page, headers={header: later}).content == plain
    assert reader.post(page, {"at": later}).status_code == 405
    reader.cookies["at"] = later
    assert reader.get(page).content == plain
    for address in (f"{page};at={later}", f"{page}at={later}", f"//{page}?at={later}"):
        assert SECRET not in reader.get(address).text


def test_what_staff_send_by_a_form_is_no_question_of_time(staff, article, later):
    assert staff.post(f"/?at={later}").status_code == 405
    assert SECRET not in staff.post(f"/no-such-page/?at={later}").text


def test_a_page_without_it_asks_nobody_who_they_are(
    staff, article, django_assert_num_queries
):
    for page in ("/", f"/articles/{article.pk}/dam/"):
        with django_assert_num_queries(6):
            answer = staff.get(page)
        assert answer.headers["Cache-Control"].startswith("public")
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_an_embargo_or_a_hold_shows_nothing_early(staff, editor, article, later):
    stopped = Article.objects.get(pk=article.pk)
    factories.put_on_hold(stopped, by=editor)
    page = staff.get(at_moment("/", _of(later)))
    assert SECRET not in page.text
    assert "The dam holds" in page.text


def test_the_desk_leads_there(staff, article):
    screen = staff.get(f"/admin/articles/article/{article.pk}/change/").text
    assert "See it as readers will" in screen
    listed = staff.get("/admin/articles/article/").text
    [way] = re.findall(
        r'href="([^"]*)" aria-label="See “[^”]*” as readers will"', listed
    )
    assert way in screen
    assert SECRET in staff.get(way).text
    for page in ("/admin/", "/admin/articles/article/"):
        assert 'href="/?at=now"' in staff.get(page).text


def _of(text):
    return read_moment(text, UTC)
