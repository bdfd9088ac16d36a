"""manage.py import_article: files in, one line about each, never half an article."""

import io
from dataclasses import replace
from datetime import date
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from articles.editing import bin, desk
from articles.exchanging.files import LARGEST
from articles.models import (
    Article,
    Author,
    Disclaimer,
    Edition,
    Event,
    Prompt,
    Publication,
    Region,
    Report,
    Revision,
    Source,
    Theme,
    Version,
)
from tests import factories
from tests.exchanging.papers import PAPER, paper

pytestmark = pytest.mark.django_db

NOUNS = [
    Article,
    Author,
    Region,
    Theme,
    Report,
    Source,
    Disclaimer,
    Prompt,
    Publication,
]


@pytest.fixture
def admin():
    return factories.user("superuser", username="admin")


@pytest.fixture
def take_in(tmp_path, admin):
    """Return a function that imports texts; it returns status, output and errors."""

    def take_in(*texts, **options):
        paths = []
        for number, text in enumerate(texts, start=1):
            path = tmp_path / f"{number}.md"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths.append(str(path))
        return run(paths, **options)

    return take_in


def run(paths, **options):
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("import_article", *paths, stdout=out, stderr=err, **options)
    except CommandError as error:
        status = error.returncode
        err.write(str(error))
    return status, out.getvalue(), err.getvalue()


def counted():
    return [noun.objects.count() for noun in NOUNS]


def test_files_an_article_with_all_its_parts(take_in):
    status, out, _ = take_in(PAPER)
    article = Article.objects.get()
    publication = Publication.objects.current()

    assert status == 0
    assert "new: “The Bridge" in out
    assert out.endswith(
        "1 file: 1 new, 0 updated, 0 unchanged, 0 left alone, 0 refused.\n"
    )
    assert [str(credit) for credit in article.credits.all()] == [
        "Jane Doe",
        "Rashid Ali, Jr.",
    ]
    assert [region.name for region in article.regions.order_by("pk")] == [
        "Estuary, Upper & Lower",
        "Coast",
    ]
    assert article.display_at.isoformat() == "2021-03-05T00:00:00+00:00"
    assert article.source.site == "https://other.example"
    assert article.original_url == "https://other.example/bridge"
    assert Author.objects.get(name="Jane Doe").short_name == "Jane"
    assert "surveyor" in Author.objects.get(name="Jane Doe").short_bio
    assert publication.name == "The Tideway Courier"
    assert publication.domain == "www.courier.example"
    assert publication.comments_url == "https://talk.example/"
    assert publication.media_inquiries == "press@courier.example"
    assert "cross-post" in publication.default_disclaimer.text
    assert Prompt.objects.get(slot="membership").url == "https://courier.example/join"
    assert Prompt.objects.get(slot="share_note").text == (
        "Note to readers: please pass this article on."
    )
    revision = article.revisions.get()
    assert revision.intent == Revision.Intent.IMPORT
    assert article.events.get().kind == Event.Kind.IMPORTED
    assert not Edition.objects.exists()


def test_publishes_where_it_is_told_to(take_in):
    _, out, _ = take_in(PAPER, publish=True)
    edition = Edition.objects.visible().get()

    assert "new, published" in out
    assert edition.published_at.date().isoformat() == "2021-03-05"
    assert "cross-post" in edition.disclaimer


@pytest.mark.parametrize("publish", [False, True])
def test_twice_is_once(take_in, publish):
    take_in(PAPER, publish=publish)
    before = counted(), Revision.objects.count(), Edition.objects.count()
    status, out, _ = take_in(PAPER, publish=publish)

    assert status == 0
    assert "unchanged" in out
    assert "new author" not in out
    assert "left aside" not in out
    assert (counted(), Revision.objects.count(), Edition.objects.count()) == before


def test_a_changed_file_updates_and_keeps_what_no_file_can_say(take_in, admin):
    take_in(PAPER)
    article = Article.objects.get()
    _, out, _ = take_in(PAPER.replace("Steel", "Iron"))
    article.refresh_from_db()

    assert "updated" in out
    assert "Iron" in article.body
    assert article.revisions.count() == 2
    assert Article.objects.count() == 1


def test_what_staff_have_worked_on_is_left_alone(take_in):
    take_in(PAPER)
    article = Article.objects.get()
    factories.reworked(
        article, by=factories.editor(), headline="Another", kind="opinion"
    )
    before = counted()
    status, out, _ = take_in(
        PAPER.replace("Steel", "Iron").replace("[Harbours and Trade]", "[New theme]"),
        publish=True,
    )
    article.refresh_from_db()

    assert status == 0
    assert "left alone: line" not in out
    assert "has worked on “Another” since it was imported" in out
    assert article.headline == "Another"
    assert counted() == before
    assert not Edition.objects.exists()


def test_what_staff_wrote_is_left_alone(take_in, admin):
    author = factories.author("Jane Doe")
    factories.published_article(
        by=admin,
        headline="The Bridge That Nobody “Asked” For & Got",
        by_line=[author],
        display_at=replace_date(2021, 3, 5),
    )
    _, out, _ = take_in(PAPER)

    assert "was written here" in out
    assert Article.objects.count() == 1


def replace_date(year, month, day):
    from datetime import UTC, datetime

    return datetime(year, month, day, 17, 30, tzinfo=UTC)


def test_the_hour_of_the_date_shown_stays(take_in, admin):
    take_in(PAPER)
    article = Article.objects.get()
    at = replace_date(2021, 3, 5)
    snapshot = replace(article.snapshot(), display_at=at, tags=("x",))
    desk.save(article, snapshot, by=admin, seen=1, intent=Revision.Intent.IMPORT)
    take_in(PAPER.replace("Steel", "Iron"))
    article.refresh_from_db()

    assert article.display_at == at
    assert "Iron" in article.body
    assert article.snapshot().tags == ("x",)


def test_another_day_is_another_article(take_in):
    take_in(PAPER, PAPER.replace("March 5", "March 6"))

    assert Article.objects.count() == 2


def test_names_are_known_whatever_their_case_and_spaces(take_in):
    factories.author("JANE  DOE")
    factories.term(Region, "coast")
    _, out, _ = take_in(PAPER)

    assert "new author: “Rashid Ali, Jr.”" in out
    assert "“Jane Doe”" not in out
    assert Region.objects.count() == 2


def test_an_honorific_may_be_printed(take_in):
    author = factories.author("Jane Doe", honorific="Prof.")
    take_in(PAPER.replace("[Jane Doe]", "[Prof. Jane Doe]"))

    assert Article.objects.get().credits.first().author == author
    assert Article.objects.get().credits.first().wording == ""


def test_two_authors_of_one_name_are_refused_and_named(take_in):
    factories.author("Jane Doe")
    Author.objects.create(name="Jane Doe", slug="jane-doe-2")
    before = counted()
    status, _, err = take_in(PAPER)

    assert status == 1
    assert "line 4: “Jane Doe” may be either of /authors/jane-doe/ and" in err
    assert counted() == before


def test_a_link_says_which_of_two_authors(take_in):
    factories.author("Jane Doe")
    meant = Author.objects.create(name="Jane Doe", slug="jane-doe-2")
    take_in(PAPER.replace("[Jane Doe](#) and", "[Jane Doe](/authors/jane-doe-2/) and"))

    assert Article.objects.get().credits.first().author == meant


def test_what_the_house_says_already_stays(take_in):
    publication = Publication.objects.current()
    publication.name = "Our Own Paper"
    publication.media_inquiries = "us@paper.example"
    publication.save()
    factories.author("Jane Doe", short_bio="<p>Knows bridges.</p>")
    Prompt.objects.create(name="x", slot="share_note", text="Tell a friend.")
    _, out, _ = take_in(PAPER)
    publication.refresh_from_db()

    assert publication.name == "Our Own Paper"
    assert publication.comments_wording == "Comment on our articles"
    assert Author.objects.get(name="Jane Doe").short_bio == "<p>Knows bridges.</p>"
    for words in (
        "line 6: left aside: “The Tideway Courier” (ours stays)",
        "left aside: “Note to readers: please pass this article on.” (ours stays)",
        "left aside: “Jane Doe is a surveyor. She lives by the river.” (ours stays)",
        "left aside: “press@courier.example” (ours stays)",
    ):
        assert words in out


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "line 1: the file is empty"),
        (b" \n\n ", "line 1: the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "line 1: not text in UTF-8 (byte 0x89)"),
        (b"# A\n\n\x00", "line 3: not text; the file holds a zero byte"),
        (
            PAPER.replace("finished", "fini é").encode("latin-1", "replace"),
            "not text in UTF",
        ),
        (PAPER.encode("utf-16"), "line 1: not text in UTF-8"),
        (b'{"headline": "A"}', "line 1: an article begins with its headline"),
        (
            paper(replace={"March 5": "February 31"}),
            "line 6: “February 31, 2021” is not",
        ),
        ("# " + "x" * 2000, "line 1: the headline has 2,000 characters"),
        (
            paper(replace={"[Jane Doe](#) and": f"{'J' * 121} and"}),
            "line 4: the author “JJJ",
        ),
    ],
)
def test_refuses_in_one_line_and_goes_on(take_in, data, message):
    before = counted()
    status, _, err = take_in(data)
    assert status == 1
    assert message in err
    assert "1.md: " in err
    assert counted() == before

    status, out, _ = take_in(data, PAPER)
    assert status == 1
    assert "2 files: 1 new, 0 updated, 0 unchanged, 0 left alone, 1 refused." in out


def test_addresses_that_are_none_are_no_reason_to_stumble(take_in):
    text = PAPER.replace("## What it cost", "[a](//[) ![b](http://[::1)")
    status, out, err = take_in(text.replace("(https://other.example/bridge)", "(//[)"))

    assert (status, err) == (0, "")
    assert "the link “a” leads nowhere" in out
    assert "the picture “b” is not in the media library" in out


def test_a_link_to_what_readers_do_not_see_is_no_change(take_in, client):
    text = PAPER.replace("[dead link](#)", "[draft](/articles/999/)")
    take_in(text, publish=True)
    address = Edition.objects.get().get_absolute_url()
    markdown = client.get(f"{address}article.md").content
    assert b"/articles/999/" not in markdown

    for again in (markdown, text):
        _, out, _ = take_in(again, publish=True)
        assert "unchanged: " in out


def test_what_lies_in_the_bin_stays_there(take_in, admin):
    take_in(PAPER)
    article = Article.objects.get()
    bin.delete(article, by=admin, seen=1)
    for text in (PAPER, PAPER.replace("## What it cost", "## What it costs")):
        _, out, _ = take_in(text, publish=True)
        assert "lies in the bin" in out
        assert "0 new, 0 updated, 0 unchanged, 1 left alone" in out
    assert Article.objects.binned().get() == article
    assert article.revisions.count() == 1


def test_a_file_that_is_too_large_is_not_opened(tmp_path, admin):
    large = tmp_path / "large.md"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    large.chmod(0)  # whoever opened it would fail in another way
    status, _, err = run([str(large)])

    assert large.stat().st_size > LARGEST
    assert status == 1
    assert "50 MB; an article has 5 MB at most" in err


@pytest.mark.parametrize("name", ["nowhere.md", "."])
def test_what_is_no_file_is_refused(tmp_path, admin, name):
    status, _, err = run([str(tmp_path / name)])

    assert status == 1
    assert "file" in err


def test_a_file_that_we_may_not_read_is_refused(take_in):
    refusal = PermissionError(13, "Permission denied")
    with mock.patch("pathlib.Path.read_bytes", side_effect=refusal):
        status, _, err = take_in(PAPER)

    assert status == 1
    assert "1.md: cannot be read: Permission denied.\n" in err


SCRIPT = "<script>alert(1)</script>"


def test_a_script_in_every_field_is_harmless_and_stays_words(take_in, client):
    text = PAPER
    for words in ("Nobody", "Rashid Ali", "Courier", "Lower", "Harbours", "BRIDGES"):
        text = text.replace(words, f"{words}{SCRIPT}")
    for words in (
        "finished",
        "What it cost",
        "granite",
        "pay for",
        "2020 ",
        "official",
    ):
        text = text.replace(words, f"{words} {SCRIPT}")
    for words in ("please pass", "Other Paper", "surveyor", "Comment on", "Become a"):
        text = text.replace(words, f"{words} {SCRIPT}")
    for words in ("the authors’ own", "used under"):
        text = text.replace(words, f"{words} {SCRIPT}")
    status, _, err = take_in(text, publish=True)
    edition = Edition.objects.visible().get()
    page = client.get(edition.get_absolute_url()).content.decode()

    assert status == 0, err
    assert "alert(1)" in edition.text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_by_is_who_it_is_done_by(take_in):
    editor = factories.user("Editor", username="ed")
    take_in(PAPER, by="ed")
    revision = Revision.objects.get()

    assert revision.made_by == editor
    assert Article.objects.get().created_by == editor
    # What only a superuser may change was left aside, and said.
    assert not Publication.objects.current().name


def test_what_that_person_may_not_do_is_refused_whole(take_in):
    factories.user("Writer", username="wri")
    before = counted()
    status, _, err = take_in(PAPER, by="wri")

    assert status == 1
    assert "wri may not add one" in err
    assert counted() == before


def test_a_writer_may_not_publish_and_then_nothing_is_stored(take_in):
    factories.user("Writer", username="wri")
    take_in(PAPER)
    before = counted()
    status, _, err = take_in(
        PAPER.replace("March 5", "March 7"), by="wri", publish=True
    )

    assert status == 1
    assert "Only editors and publishers may publish" in err
    assert counted() == before


def test_needs_somebody():
    with pytest.raises(CommandError, match="no active superuser"):
        call_command("import_article", "x.md")


def test_knows_nobody_of_that_name(admin):
    with pytest.raises(CommandError, match="nobody active is called “no”"):
        call_command("import_article", "x.md", by="no")


def test_links_to_our_own_articles_are_kept_by_number(take_in, settings):
    ours = f"{settings.SITE_URL}/articles/7/old-slug/?a=1#h-x"
    text = PAPER.replace("https://figures.example/a_(b)", ours)
    take_in(text.replace("[dead link](#)", "[another](/articles/8/x/)"))
    body = Article.objects.get().body

    assert '<a href="/articles/7/#h-x">millions</a>' in body
    assert '<a href="/articles/8/">another</a>' in body


def test_pictures_are_known_by_where_their_copies_lie(take_in, settings):
    image = factories.image()
    place = f"https://cdn.example/media/{image.rendition_path(640, 'webp')}"
    take_in(PAPER.replace("- Steel", f'![A]({place} "The *pier*")\n\n- Steel'))

    assert (
        f'<figure data-image="{image.pk}">'
        "<figcaption>The <em>pier</em></figcaption></figure>"
        in Article.objects.get().body
    )


def test_taken_down_stays_down(take_in, admin):

    take_in(PAPER, publish=True)
    factories.taken_down(Article.objects.get(), by=admin)
    _, out, _ = take_in(PAPER, publish=True)

    assert "readers do not see this version" in out
    assert not Edition.objects.visible().exists()


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "Europe/London"])
def test_twice_is_once_though_the_time_zone_was_chosen_in_between(take_in, zone):
    take_in(PAPER, publish=True)
    Publication.objects.update(time_zone=zone)
    take_in(PAPER, publish=True)
    article = Article.objects.get()
    assert article.display_at.astimezone(ZoneInfo(zone)).date() == date(2021, 3, 5)


def test_what_a_file_says_of_its_author_is_a_version(take_in, admin):
    take_in(PAPER)
    author = Author.objects.get(name="Jane Doe")
    made, *_, told = Version.objects.filter(
        thing="articles.author", thing_id=author.pk
    ).order_by("number")
    assert (made.content["short_bio"], made.made_by) == ("", admin)
    assert told.snapshot == author.content()
    assert {made.intent, told.intent} == {"import"}
