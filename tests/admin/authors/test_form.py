"""One author's form without scripts: rows, languages, links, refused and restored."""

import json
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.editing import things
from articles.models import Author, Publication, Region, Tag, WorkingCopy
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import filled, words

pytestmark = pytest.mark.django_db
PROFESSOR = {"role": "Professor", "affiliation": "SOAS", "since": "2019-09-01"}
LECTURER = {"role": "Lecturer", "since": "2011-01-01", "until": "2019-08-31"}


def page(author, name="change"):
    return reverse(f"admin:articles_author_{name}", args=[author.pk])


@pytest.fixture
def author():
    return factories.author("Bo Lund", positions=[PROFESSOR, LECTURER])


@pytest.fixture
def bios(client):
    """Return a function that posts the author's form, as opened now or before."""
    client.force_login(factories.user(Role.AUTHORS_DESK, first_name="Bea"))

    def save(author, base=None, **changes):
        opened = base or filled(client.get(page(author)), "author_form")
        data = {**opened, **changes, "_save": ""}
        return client.post(page(author), data, follow=True)

    return save


def stored(author):
    return Author.objects.get(pk=author.pk)


def errors(response, field):
    tree = html.fromstring(response.text)
    path = f"//div[contains(@class, 'field-{field}')]//ul[@class='errorlist']/li"
    return [line.text_content() for line in tree.xpath(path)]


class TestPositions:
    def test_rows_that_nobody_touched_are_no_change(self, bios, author):
        bios(author)
        assert stored(author).version == 1

    def test_a_row_is_added_in_an_empty_one(self, bios, author):
        bios(author, **{"positions-2-role": "Student", "positions-2-until": "2010-1-1"})
        assert stored(author).version == 1
        bios(
            author,
            **{"positions-2-role": " Student ", "positions-2-until": "2010-01-01"},
        )
        student = {"role": "Student", "until": "2010-01-01"}
        assert stored(author).positions == [PROFESSOR, LECTURER, student]

    def test_a_row_that_is_emptied_goes_and_so_do_all(self, bios, author):
        parts = ("role", "affiliation", "since", "until")
        bios(author, **{f"positions-0-{part}": "" for part in parts})
        assert stored(author).positions == [LECTURER]
        bios(author, **{f"positions-0-{part}": "" for part in parts})
        assert stored(author).positions == []

    def test_rows_stand_in_the_order_of_their_places(self, bios, author):
        bios(author, **{"positions-0-place": "2", "positions-1-place": "1"})
        assert stored(author).positions == [LECTURER, PROFESSOR]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"until": "2019-08-31"}, "“Professor, SOAS” ends before it begins."),
            (
                {"since": "last May"},
                "“Professor, SOAS”: write the day under “From” like 2024-05-31.",
            ),
            (
                {"role": "", "affiliation": ""},
                (
                    "Say what was held in these days, a role or an affiliation; or "
                    "empty them."
                ),
            ),
            (
                {"role": "P" * 121, "affiliation": ""},
                f"“{'P' * 121}”: At most 120 letters for the role.",
            ),
        ],
    )
    def test_a_row_is_refused_in_words_and_kept_as_typed(
        self, bios, author, changes, said
    ):
        typed = {f"positions-0-{part}": text for part, text in changes.items()}
        response = bios(author, name="Bo A. Lund", **typed)
        assert errors(response, "positions") == [said]
        again = filled(response, "author_form")
        assert again["name"] == ["Bo A. Lund"]
        assert {name: again[name] for name in typed} == {
            name: [text] for name, text in typed.items()
        }
        assert stored(author).version == 1

    def test_the_one_of_today_is_marked(self, bios, author, client):
        tree = html.fromstring(client.get(page(author)).text)
        [row] = tree.xpath("//li[@data-todays]")
        assert row.xpath(".//input[@name='positions-0-role']")

    def test_a_form_that_knows_no_rows_leaves_them(self, bios, author):
        opened = {"name": "Bo Lund", "slug": "bo-lund", "kind": "person", "seen": "1"}
        bios(author, base=opened, expertise="Grain")
        assert stored(author).expertise == "Grain"
        assert stored(author).positions == [PROFESSOR, LECTURER]

    def test_two_people_at_different_rows_see_both_side_by_side(self, bios, author):
        client = Client()
        client.force_login(factories.editor())
        opened = filled(client.get(page(author)), "author_form")
        bios(author, **{"positions-0-role": "Reader"})
        data = {**opened, "positions-1-role": "Tutor", "_save": ""}
        response = client.post(page(author), data, follow=True)
        assert "changed the same meanwhile (roles and affiliations)" in response.text
        assert "Reader, SOAS (from 1 September 2019)" in response.text
        assert "Tutor (from 1 January 2011 until 31 August 2019)" in response.text


class TestLanguages:
    ARABIC = {
        "in_languages-new-language": "ar",
        "in_languages-new-name": "بو لوند",
        "in_languages-new-short_bio": "<p>يعدّ <script>x()</script>الحبوب.</p>",
    }

    def test_a_language_is_added_and_its_bio_cleaned(self, bios, author):
        bios(author, **self.ARABIC)
        assert stored(author).in_languages == {
            "ar.name": "بو لوند",
            "ar.short_bio": "<p>يعدّ الحبوب.</p>",
        }

    def test_it_is_typed_in_its_own_direction(self, bios, author, client):
        bios(author, **self.ARABIC)
        tree = html.fromstring(client.get(page(author)).text)
        for name in ("name", "short_bio", "long_bio"):
            [field] = tree.xpath(f"//*[@name='in_languages-ar-{name}']")
            assert (field.get("lang"), field.get("dir")) == ("ar", "rtl")

    def test_what_readers_get_instead_is_said(self, bios, author, client):
        Publication.objects.create(name="Le Méridien", language="fr")
        bios(author, **self.ARABIC)
        text = client.get(page(author)).text
        assert "Shown in Français, for nothing is written: honorific, long bio." in text
        assert (
            '<option value="fr">Français</option>' not in text.split("in-languages")[-1]
        )

    def test_a_language_that_is_emptied_goes(self, bios, author):
        bios(author, **self.ARABIC)
        parts = ("name", "short_bio", "long_bio")
        bios(author, **{f"in_languages-ar-{part}": "" for part in parts})
        assert stored(author).in_languages == {}

    def test_words_without_a_language_are_asked_for_one_and_kept(self, bios, author):
        typed = {**self.ARABIC, "in_languages-new-language": ""}
        response = bios(author, **typed)
        assert errors(response, "in_languages") == [
            "Choose the language that the new words are in."
        ]
        again = filled(response, "author_form")
        assert again["in_languages-new-name"] == ["بو لوند"]

    def test_a_language_that_is_there_is_not_written_over(self, bios, author):
        bios(author, **self.ARABIC)
        response = bios(author, **{**self.ARABIC, "in_languages-new-name": "لوند"})
        assert errors(response, "in_languages") == [
            "العربية stands here already: put the new words where the others are."
        ]
        assert filled(response, "author_form")["in_languages-new-name"] == ["لوند"]
        assert stored(author).in_languages["ar.name"] == "بو لوند"

    def test_too_long_a_name_is_refused_by_language(self, bios, author):
        long = {**self.ARABIC, "in_languages-new-name": "ب" * 121}
        [said] = errors(bios(author, **long), "in_languages")
        assert said.startswith("العربية, name: Ensure this value has at most 120")

    def test_what_no_page_offers_is_no_language(self, bios, author):
        invented = {"in_languages-tlh-name": "bo", "in_languages-fr-account": "1"}
        bios(author, **invented)
        assert stored(author).in_languages == {}

    def test_two_people_in_two_languages_are_put_together(self, bios, author):
        client = Client()
        client.force_login(factories.editor())
        opened = filled(client.get(page(author)), "author_form")
        bios(author, **self.ARABIC)
        french = {"in_languages-new-language": "fr", "in_languages-new-name": "Beau"}
        data = {**opened, **french, "_save": ""}
        response = client.post(page(author), data, follow=True)
        assert "Saved together with what" in words(response)[0]
        assert set(stored(author).in_languages) == {
            *("ar.name", "ar.short_bio", "fr.name")
        }

    def test_taking_ones_own_of_two_keeps_the_other_language(self, bios, author):
        author = things.save(
            author,
            author.content().changed(in_languages={"fr.name": "Beau"}),
            by=factories.editor(),
            seen=1,
        ).thing
        client = Client()
        client.force_login(factories.editor())
        opened = filled(client.get(page(author)), "author_form")
        bios(author, **self.ARABIC, **{"in_languages-fr-name": "Hers"})
        data = {**opened, "in_languages-fr-name": "Mine", "_save": ""}
        response = client.post(page(author), data, follow=True)
        assert "Two versions of" in response.text
        form = filled(response, "combine_form")
        place = response.redirect_chain[-1][0]
        client.post(place, {**form, "in_languages": "refused"})
        assert stored(author).in_languages["fr.name"] == "Mine"
        assert stored(author).in_languages["ar.name"] == "بو لوند"


@pytest.mark.parametrize("model", [Region, Tag], ids=lambda model: model.__name__)
def test_terms_are_said_in_languages_by_the_same_field(client, model):
    client.force_login(factories.editor())
    term = factories.term(model, "Grain")
    name = model._meta.model_name
    place = reverse(f"admin:articles_{name}_change", args=[term.pk])
    opened = filled(client.get(place), f"{name}_form")
    new = {"in_languages-new-language": "ar", "in_languages-new-name": "حبوب"}
    client.post(place, {**opened, **new, "_save": ""})
    term.refresh_from_db()
    assert term.in_languages == {"ar.name": "حبوب"}


def test_everything_comes_back_as_it_was_left(bios, author, client):
    opened = filled(client.get(page(author)), "author_form")
    typed = {
        **opened,
        "positions-2-since": ["2009-10-01"],
        "in_languages-ar-name": ["بو"],
        "in_languages-ar-short_bio": [""],
        "links": ["no address"],
    }
    message = {
        "thing": "articles.author",
        "id": author.pk,
        "seen": 1,
        "window": "w",
        "account": client.session["_auth_user_id"],
        "typed": "w.1",
        "after": "",
        "form": urlencode(typed, doseq=True),
    }
    message["account"] = int(message["account"])
    place = reverse("admin:unsaved")
    answer = client.post(place, json.dumps(message), "application/json")
    assert answer.status_code == 200
    response = client.get(page(author))
    assert "This is your unsaved text of" in response.text
    again = filled(response, "author_form")
    assert again["positions-2-since"] == ["2009-10-01"]
    assert again["in_languages-ar-name"] == ["بو"]
    assert "errorlist" not in response.text
    bios(author, base={**again, "positions-2-role": "Student", "links": ""})
    assert stored(author).in_languages == {"ar.name": "بو"}
    assert not WorkingCopy.objects.exists()


def test_links_say_whose_they_are_and_stand_once(bios, author, client):
    link = "https://social.example/@bo"
    response = bios(author, links=f"{link}\n{link}")
    assert errors(response, "links") == [f"“{link}” is here twice."]
    for wrong in ("javascript:alert(1)", "bo.example", "ftp://bo.example"):
        assert "is no address" in errors(bios(author, links=wrong), "links")[0]
    bios(author, links=link)
    assert "<bdi>@bo on social.example</bdi>" in client.get(page(author)).text


def test_a_writer_reads_it_and_is_told_why_no_more(client, author):
    client.force_login(factories.user(Role.WRITER))
    text = client.get(page(author)).text
    assert 'name="positions-0-role"' not in text
    assert "Professor, SOAS (from 1 September 2019); Lecturer" in text
    assert "Reviewed today" not in text
    answer = client.post(page(author), {"positions-0-role": "Dean", "seen": "1"})
    assert answer.status_code == 403
    assert "Dean" in answer.text


def test_words_of_rows_and_languages_are_told_as_such(author, client):
    client.force_login(factories.user(Role.WRITER))
    sent = {
        "positions": "rows",
        "positions-0-role": "Dean",
        "positions-0-place": "1",
        "in_languages-fr-short_bio": "<p>Doyen.</p>",
        "in_languages-new-language": "fr",
    }
    text = client.post(page(author), sent).text
    told = html.fromstring(text).xpath("//textarea")
    labels = html.fromstring(text).xpath("//label[starts-with(@for, 'typed-')]")
    assert [each.text_content() for each in told] == ["Dean", "Doyen."]
    assert [each.text_content() for each in labels] == ["Role", "Français: short bio"]


def test_costs_the_same_for_one_and_twenty(
    client, author, django_assert_max_num_queries
):
    client.force_login(factories.user(Role.AUTHORS_DESK))
    client.get(page(author))
    with django_assert_max_num_queries(25) as few:
        client.get(page(author))
    author.positions = [LECTURER] * 20
    author.in_languages = {f"{code}.name": "Bo" for code in ("ar", "fr", "de", "ru")}
    author.links = "\n".join(f"https://bo.example/{each}" for each in range(20))
    author.save()
    for _ in range(4):
        factories.published_article(by_line=[author])
    with django_assert_max_num_queries(25) as many:
        client.get(page(author))
    assert len(few) == len(many)
