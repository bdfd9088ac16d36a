"""“Your entry”: for whoever was given the link, and for nobody else."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from lxml import html

from articles.editing import things
from articles.editing.authors import links
from articles.engaging.suggesting import photographs
from articles.engaging.suggesting.suggesting import MOST_BY_A_LINK
from articles.models import Author, AuthorLink, Publication, Suggestion
from tests import factories
from tests.photographs import photograph
from tests.reading.test_reads_only import READS
from tests.reading.test_report_error import HARMLESS

HERE = {"Sec-Fetch-Site": "same-origin"}
SHORT = "<p>Ada Lund <em>counts</em> grain.</p>"


@pytest.fixture(autouse=True)
def publication(db):
    cache.clear()
    return Publication.objects.create(pk=1, name="The Lantern")


@pytest.fixture
def author():
    return factories.author(
        "Ada Lund",
        honorific="Dr",
        short_bio=SHORT,
        long_bio="<p>She began in Lisbon.</p><p>She <em>lives</em> there.</p>",
        positions=[{"role": "Fellow", "affiliation": "The Institute"}],
        links="https://ada.example/",
        languages="Arabic, English",
        expertise="Grain",
        in_languages={"fr.name": "Adèle Lund", "fr.short_bio": "<p>Du grain.</p>"},
    )


@pytest.fixture
def link(author):
    return factories.own_link(author)


def at(link):
    return f"/your-entry/{link.token}/"


def typed(answer):
    """Return what the form holds, as a browser would send it."""
    form = html.fromstring(answer.text).find_class("complaint-form")[0]
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def sent(link, headers=HERE, **changes):
    form = typed(Client().get(at(link)))
    return Client().post(at(link), {**form, **changes}, headers=headers)


class TestThePage:
    def test_shows_what_readers_see_of_them(self, author, link):
        factories.published_article(headline="Who counts", by_line=[author])
        page = Client().get(at(link)).text
        for words in ("Dr Ada Lund", "<em>counts</em>", "Fellow, The Institute"):
            assert words in page
        for words in ("She <em>lives</em> there.", "ada.example", "Who counts"):
            assert words in page
        assert "Adèle Lund" in page
        assert "Du grain." in page

    def test_is_kept_out_of_caches_indexes_and_logs_of_others(self, link):
        for address in (at(link), f"{at(link)}sent/", "/your-entry/nobody/"):
            answer = Client().get(address)
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert 'name="robots" content="noindex' in answer.text
            assert not answer.cookies
            assert "Cookie" not in answer.headers.get("Vary", "")
            assert "csrf" not in answer.text

    def test_asks_in_the_direction_of_the_language_they_name_first(self, link):
        page = html.fromstring(Client().get(at(link)).text)
        [arabic] = page.xpath("//textarea[@name='ar.short_bio']")
        assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
        assert page.xpath("//textarea[@name='fr.short_bio']")[0].get("lang") == "fr"
        Author.objects.update(long_bio="")
        page = html.fromstring(Client().get(at(link)).text)
        assert page.xpath("//textarea[@name='long_bio']")[0].get("dir") == "rtl"
        assert page.xpath("//textarea[@name='short_bio']")[0].get("dir") == "auto"

    def test_costs_the_same_however_much_there_is(
        self, author, link, django_assert_num_queries
    ):
        Client().get(at(link))
        for many in (1, 12):
            for _ in range(many):
                factories.published_article(by_line=[author, factories.author()])
            with django_assert_num_queries(6):
                Client().get(at(link))

    def test_writes_nothing_but_the_hour_it_was_opened_and_that_once(self, link):
        written = []

        def watch(execute, sql, params, many, context):
            if not READS.match(sql):
                written.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            Client().head(at(link))
            assert written == []
            for _ in range(3):
                Client().get(at(link))
                Client().get(f"{at(link)}sent/")
        [only] = [sql for sql in written if "SAVEPOINT" not in sql]
        assert only.startswith('UPDATE "articles_authorlink" SET "last_opened_at"')
        link.refresh_from_db()
        assert timezone.now() - link.last_opened_at < timedelta(minutes=1)


class TestWhoeverHasNoLink:
    def closed(self, link, author):
        """Return tokens that open nothing, each for another reason."""
        now = timezone.now()
        old = factories.own_link(author, days=7, now=now - timedelta(days=8))
        revoked = factories.own_link(author)
        links.revoke(revoked, by=factories.editor())
        key, _, signature = link.token.partition(".")
        binned = factories.own_link(gone := factories.author())
        things.delete(gone, by=factories.editor(), seen=gone.version)
        pen = factories.own_link(behind := factories.author())
        Author.objects.filter(pk=behind.pk).update(kind=Author.Kind.PEN_NAME)
        return {
            "expired": old.token,
            "revoked": revoked.token,
            "of another signature": f"{key}.{signature[:-2]}xx",
            "of another key": f"{'0' * len(key)}.{signature}",
            "a number": "1",
            "without a signature": key,
            "in the bin": binned.token,
            "of a pen name": pen.token,
            "of no sense": "\u0600%00{}",
        }

    def test_gets_one_answer_whatever_is_wrong(self, link, author, subtests):
        factories.published_article(by_line=[author])
        tokens = self.closed(link, author)
        never = Client().get("/your-entry/never/")
        for why, token in tokens.items():
            for end in ("", "sent/"):
                address = f"/your-entry/{token}/{end}"
                with subtests.test(why, end=end):
                    answer = Client().get(address)
                    assert answer.status_code == 404
                    assert answer.content == never.content
                    assert answer.headers == never.headers
                    posted = Client().post(address, {"name": "x"}, headers=HERE)
                    assert posted.status_code in {404, 405}
        assert not Suggestion.objects.exists()

    def test_is_asked_for_once_in_the_database_whatever_is_wrong(
        self, link, author, django_assert_num_queries
    ):
        for token in self.closed(link, author).values():
            with django_assert_num_queries(3):  # itself, and the frame of the answer
                Client().get(f"/your-entry/{token}/")

    def test_a_token_tells_nothing_and_cannot_be_guessed(self, link, author):
        assert str(author.pk) != link.key
        assert len(link.key) == 32
        assert len({factories.own_link(author).key for _ in range(5)}) == 5

    def test_is_let_in_again_when_the_author_comes_out_of_the_bin(self, link, author):
        editor = factories.editor()
        version = things.delete(author, by=editor, seen=author.version)
        assert Client().get(at(link)).status_code == 404
        things.bring_back(version, by=editor)
        assert Client().get(at(link)).status_code == 200

    def test_who_was_merged_into_another_is_led_to_them(self, link, author):
        into = factories.author("Ada K. Lund", short_bio="<p>The one bio.</p>")
        Author.objects.filter(pk=author.pk).update(merged_into=into)
        assert "The one bio." in Client().get(at(link)).text
        sent(link, expertise="Ships")
        assert Suggestion.objects.get().author == into
        Author.objects.filter(pk=into.pk).update(kind=Author.Kind.PEN_NAME)
        assert Client().get(at(link)).status_code == 404


class TestNothingPrivate:
    def test_is_on_the_page(self, author, link):
        secret = "Quokka-7731"
        admin = factories.user("superuser", first_name=secret, last_name=secret)
        Author.objects.filter(pk=author.pk).update(
            account=admin, other_names=secret, sort_name=secret, short_name=secret
        )
        AuthorLink.objects.update(made_by=admin, made_by_name=secret)
        factories.article(by=admin, headline=secret, by_line=[author], notes=secret)
        article = factories.published_article(
            headline="Seen", by_line=[author], notes=secret
        )
        factories.reworked(article, by=admin, body=f"<p>{secret}</p>")
        stored = Author.objects.get(pk=author.pk)
        content = stored.content().changed(expertise="Ships")
        things.save(stored, content, by=admin, seen=stored.version, why=secret)
        sent(link, note=secret, **{"fr.name": "Adèle"})
        page = Client().get(at(link))
        assert "What you sent on" in page.text
        assert secret not in page.text
        assert secret not in str(page.headers)
        assert "Seen" in page.text


class TestProposing:
    def test_keeps_what_is_another_and_nothing_else(self, author, link):
        assert sent(link).status_code == 400  # nothing was changed
        answer = sent(
            link,
            expertise="Grain and ships",
            short_bio="Ada Lund counts grain.",
            long_bio="She began in Porto.\n\nShe lives there.",
            **{"ar.short_bio": "تكتب عن الحبوب."},
        )
        assert answer.status_code == 303
        assert "has arrived" in Client().get(answer.url).text
        suggestion = Suggestion.objects.get()
        assert suggestion.proposed == {
            "expertise": "Grain and ships",
            "long_bio": "<p>She began in Porto.</p><p>She <em>lives</em> there.</p>",
            "ar.short_bio": "<p>تكتب عن الحبوب.</p>",
        }
        assert suggestion.was["expertise"] == "Grain"
        author.refresh_from_db()
        assert author.expertise == "Grain"

    def test_takes_positions_row_by_row(self, link):
        rows = {"position-0-until": "2024-05-31", "position-1-role": "Professor"}
        sent(link, **rows)
        assert Suggestion.objects.get().proposed["positions"] == [
            {"role": "Fellow", "affiliation": "The Institute", "until": "2024-05-31"},
            {"role": "Professor"},
        ]

    def test_a_row_that_is_emptied_goes(self, link):
        sent(link, **{"position-0-role": "", "position-0-affiliation": ""})
        assert Suggestion.objects.get().proposed == {"positions": []}

    def test_a_message_alone_is_enough(self, link):
        sent(link, note="Please remove me.")
        assert Suggestion.objects.get().note == "Please remove me."

    def test_who_sends_twice_has_sent_once(self, link):
        for _ in range(2):
            assert sent(link, expertise="Ships").status_code == 303
        assert Suggestion.objects.count() == 1

    def test_what_we_changed_meanwhile_is_not_proposed_to_be_as_it_was(
        self, author, link
    ):
        form = typed(Client().get(at(link)))
        editor = factories.editor()
        content = author.content().changed(expertise="Ships", links="")
        things.save(author, content, by=editor, seen=author.version)
        form["languages"] = "Arabic"
        Client().post(at(link), form, headers=HERE)
        assert Suggestion.objects.get().proposed == {"languages": "Arabic"}

    @pytest.mark.parametrize("number", ["", "0", "99", "-1", "x", "9" * 40, "١"])
    def test_a_form_about_no_version_is_about_what_stands(self, link, number):
        assert sent(link, seen=number, expertise="Ships").status_code == 303
        assert Suggestion.objects.get().proposed == {"expertise": "Ships"}

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"name": " "}, "Write your name."),
            ({"name": "x" * 121}, "at most 120"),
            ({"name": "Ada\u200e \ufdd0"}, "cannot be printed"),
            ({"links": "javascript:alert(1)"}, "is no address"),
            ({"links": "https://a b.example"}, "is no address"),
            ({"short_bio": "x" * 1_000_000}, "at most"),
            ({"note": "x" * 4_001}, "at most"),
            ({"fr.name": "x" * 121}, "at most 120"),
            ({"languages": "a\0b"}, "Null characters"),
            ({"position-1-since": "2020-01-01"}, "Say what you were then"),
            ({"position-1-role": "y", "position-1-since": "soon"}, "Write a day"),
            (
                {
                    "position-1-role": "y",
                    "position-1-since": "2020-01-02",
                    "position-1-until": "2020-01-01",
                },
                "ends before it begins",
            ),
            ({"topic": "x"}, "whether a person wrote this"),
        ],
    )
    def test_what_is_refused_comes_back_with_every_word(self, link, changes, words):
        answer = sent(link, expertise="Ships at sea", **changes)
        assert answer.status_code == 400
        assert words in html.fromstring(answer.text).text_content()
        back = typed(answer)
        assert back["expertise"] == "Ships at sea"
        for name, value in changes.items():
            if name != "topic" and "\0" not in value and "\u200e" not in value:
                assert back[name].strip() == value.strip()
        assert not Suggestion.objects.exists()

    @pytest.mark.parametrize("words", HARMLESS)
    def test_takes_any_words_and_makes_nothing_of_them(self, link, words):
        answer = sent(link, short_bio=words, note=words, expertise=words[:300])
        assert answer.status_code == 303, answer.text
        bio = Suggestion.objects.get().proposed["short_bio"]
        assert "<script" not in bio
        assert "\u202e" not in bio

    def test_from_another_site_it_is_shown_and_not_taken(self, link):
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": "https://evil.example"},
            {},
        ):
            answer = sent(link, headers=headers, expertise="Ships")
            assert answer.status_code == 403
            assert typed(answer)["expertise"] == "Ships"
        assert not Suggestion.objects.exists()

    def test_over_plain_http_a_page_without_referrer_is_ours(self, link):
        answer = sent(link, headers={"Origin": "null"}, expertise="Ships")
        assert answer.status_code == 303
        odd = {"Origin": "null", "Sec-Fetch-Site": "cross-site"}
        assert sent(link, headers=odd, expertise="Boats").status_code == 403

    def test_a_link_brings_so_much_a_day(self, link, author):
        for number in range(MOST_BY_A_LINK):
            assert sent(link, expertise=f"Ships {number}").status_code == 303
        answer = sent(link, expertise="One more")
        assert answer.status_code == 429
        assert typed(answer)["expertise"] == "One more"
        assert sent(factories.own_link(author), expertise="x").status_code == 303
        Suggestion.objects.update(made_at=timezone.now() - timedelta(days=1, hours=1))
        assert sent(link, expertise="Tomorrow").status_code == 303

    def test_so_does_a_visitor(self, author):
        for _ in range(3):
            link = factories.own_link(author)
            for number in range(MOST_BY_A_LINK):
                assert sent(link, note=f"{link.pk} {number}").status_code == 303
        answer = sent(factories.own_link(author), note="One more")
        assert answer.status_code == 429

    def test_a_link_that_closed_meanwhile_takes_nothing(self, link):
        form = typed(Client().get(at(link)))
        links.revoke(link, by=factories.editor())
        answer = Client().post(at(link), {**form, "note": "x"}, headers=HERE)
        assert answer.status_code == 404
        assert not Suggestion.objects.exists()


class TestAPhotograph:
    def test_is_kept_where_no_address_leads(self, link):
        photo = photograph(name="../../etc/passwd.jpg")
        assert sent(link, photo=photo, photo_credit="Rui Sá").status_code == 303
        suggestion = Suggestion.objects.get()
        assert suggestion.photo.name.startswith("suggested/")
        assert suggestion.photo_credit == "Rui Sá"
        for address in (f"/media/{suggestion.photo.name}", suggestion.photo.name):
            assert Client().get(address).status_code == 404

    def test_that_is_none_is_refused_and_the_words_stay(self, link):
        for begins, words in (
            (b"<svg onload=alert(1)>", "SVG"),
            (b"MZ\x90 a program", "not a picture"),
            (b"", "empty"),
        ):
            photo = ContentFile(begins, "me.jpg")
            answer = sent(link, photo=photo, expertise="Ships")
            assert answer.status_code == 400
            assert words in answer.text
            assert typed(answer)["expertise"] == "Ships"
        assert not Suggestion.objects.exists()

    def test_that_is_too_large_is_not_even_kept_in_passing(self, link, monkeypatch):
        monkeypatch.setattr(photographs, "MOST_BYTES", 500)
        answer = sent(link, photo=photograph((90, 90)), expertise="Ships")
        assert answer.status_code == 400
        assert "larger than" in answer.text
        assert typed(answer)["expertise"] == "Ships"

    def test_is_the_one_file_that_is_taken(self, link):
        answer = sent(link, other=photograph(), expertise="Ships")
        assert answer.status_code == 303
        assert Suggestion.objects.get().photo == ""
