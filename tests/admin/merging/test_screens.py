"""Merging on the screen: choosing, looking at both, pressing one button, undoing it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from articles.models import Author, Merge, Region, Report, Tag, Theme
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import filled
from tests.browsing import signed_in
from tests.editing.merging.test_merging import fresh, made, merged, named, save

pytestmark = pytest.mark.django_db
KINDS = [Author, Region, Theme, Report, Tag]


def address(thing, name="merge"):
    opts = thing._meta
    return reverse(f"admin:articles_{opts.model_name}_{name}", args=[thing.pk])


def words(answer):
    """Return what the page says, on one line."""
    return " ".join(html.fromstring(answer.text).text_content().split())


@pytest.fixture
def editor():
    return factories.user(Role.EDITOR, first_name="Ana")


@pytest.fixture
def client(editor):
    return signed_in(editor)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
class TestEachKind:
    @pytest.fixture(autouse=True)
    def scene(self, model, editor, client):
        self.editor, self.client = editor, client
        self.gone, self.stays = made(model, "Absorbed"), made(model, "Staying")
        self.article = factories.published_article(
            by=editor, headline="Of both", **named(model, self.gone, self.stays)
        )

    def both(self):
        return f"{address(self.gone)}?into={self.stays.pk}"

    def posted(self, **changes):
        data = filled(self.client.get(self.both()), "merge_form")
        return self.client.post(self.both(), {**data, **changes}, follow=True)

    def test_its_form_leads_to_it(self):
        page = self.client.get(address(self.gone, "change")).text
        assert f'href="{address(self.gone)}"' in page

    def test_the_other_one_is_chosen_by_its_name(self):
        answer = self.client.get(address(self.gone))
        assert answer.status_code == 200
        typed = {"into": "", "into-typed": "staying"}
        page = self.client.get(address(self.gone), typed).text
        assert "becomes part of" in page
        page = self.client.get(address(self.gone), {"into": "999999"}).text
        assert "Choose another." in page
        page = self.client.get(address(self.gone), {"into": self.gone.pk}).text
        assert "Choose another." in page

    def test_both_are_shown_and_nothing_is_done_yet(self):
        page = words(self.client.get(self.both()))
        assert "1 article of “Absorbed” will name “Staying”; 1 names both" in page
        assert self.gone.get_absolute_url() in page
        assert not Merge.objects.exists()

    def test_one_press_merges_and_another_undoes_it(self):
        answer = self.posted()
        assert "Merged: “Absorbed” is “Staying” from now on." in words(answer)
        assert fresh(self.gone).merged_into == self.stays
        buttons = html.fromstring(answer.text).find_class("one-click")
        [undo] = [each for each in buttons if "unmerge" in each.get("action")]
        data = dict(undo.form_values())
        answer = self.client.post(undo.get("action"), data, follow=True)
        assert "Undone: “Absorbed” stands for itself again." in words(answer)
        assert fresh(self.gone).merged_into is None

    def test_what_was_absorbed_is_only_read_and_leads_on(self):
        merged(self.gone, self.stays, self.editor)
        page = self.client.get(address(self.gone, "change"))
        assert "“Absorbed” was merged into “Staying” by Ana" in words(page)
        assert 'name="_save"' not in page.text
        assert f'href="{address(self.gone, "unmerge")}"' in page.text
        assert f'href="{address(self.gone)}"' not in page.text
        answer = self.client.get(address(self.gone), follow=True)
        assert "“Absorbed” was merged into “Staying”" in words(answer)

    def test_what_was_typed_into_what_is_merged_meanwhile_is_shown(self):
        name = f"{type(self.gone)._meta.model_name}_form"
        data = filled(self.client.get(address(self.gone, "change")), name)
        merged(self.gone, self.stays, self.editor)
        data = {**data, "name": "A better name for it", "_save": ""}
        answer = self.client.post(address(self.gone, "change"), data)
        assert answer.status_code == 403
        assert "A better name for it" in answer.text
        assert "was merged into “Staying”" in words(answer)

    def test_lists_and_lookups_offer_what_stands_for_itself(self, model):
        merged(self.gone, self.stays, self.editor)
        opts = model._meta
        rows = self.client.get(reverse(f"admin:articles_{opts.model_name}_changelist"))
        assert "Absorbed" not in rows.text
        asked = {"app_label": "articles", "model_name": opts.model_name}
        asked |= {"field_name": "merged_into", "term": ""}
        found = self.client.get(reverse("admin:autocomplete"), asked).json()["results"]
        assert [each["text"] for each in found] == ["Staying"]

    def test_a_stale_page_is_asked_again_about_what_stands_by_now(self):
        data = filled(self.client.get(self.both()), "merge_form")
        field = {"name": "Changed"} if type(self.gone) is Tag else {"slug": "changed"}
        save(self.stays, self.editor, **field)
        answer = self.client.post(self.both(), data)
        assert "has changed this since you opened it" in words(answer)
        assert not Merge.objects.exists()
        data = filled(answer, "merge_form")
        self.client.post(self.both(), data)
        assert Merge.objects.count() == 1

    def test_undoing_shows_what_was_added_since_and_stays(self, model):
        merged(self.gone, self.stays, self.editor)
        naming = named(model, self.stays)
        later = factories.article(by=self.editor, headline="Added later", **naming)
        page = self.client.get(address(self.gone, "unmerge"))
        assert "Added since: they stay with “Staying”" in words(page)
        link = reverse("admin:articles_article_change", args=[later.pk])
        assert f'href="{link}"' in page.text

    def test_an_article_shows_what_it_names_by_the_others_name(self, model):
        merged(self.gone, self.stays, self.editor)
        place = reverse("admin:articles_article_change", args=[self.article.pk])
        page = self.client.get(place).text
        assert ("Absorbed" in page) == (model is Tag)  # a tag is what was typed

    def test_costs_the_same_for_one_and_twenty(self, model):
        costs = []
        self.client.get(self.both())
        for extra in (0, 19):
            for _ in range(extra):
                naming = named(model, self.gone)
                factories.article(by=self.editor, **naming)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(self.both())
            costs.append(len(queries))
        assert costs[0] == costs[1]

    def test_who_may_not_change_such_things_may_not_merge_them(self, model):
        writer = signed_in(factories.user(Role.WRITER))
        assert writer.get(self.both()).status_code == 403
        bios = signed_in(factories.user(Role.AUTHORS_DESK))
        expected = 200 if model is Author else 403
        assert bios.get(self.both()).status_code == expected
        answer = bios.post(self.both(), {"seen": 1})
        assert answer.status_code == expected
        assert not Merge.objects.exists()


def test_fields_are_taken_from_the_one_that_is_chosen(client):
    portrait = factories.image(alt="Her portrait")
    gone = factories.author(
        "Leila Haddad",
        short_bio="<p>Writes on <em>water</em>.</p>",
        photo=portrait,
        links="https://one.example/",
        positions=[{"role": "Editor"}],
    )
    stays = factories.author("Leïla Haddad", links="https://two.example/")
    place = f"{address(gone)}?into={stays.pk}"
    page = client.get(place)
    assert "Writes on water." in words(page)
    assert 'alt="Her portrait"' in page.text
    data = filled(page, "merge_form")
    client.post(place, {**data, "name": "thing"})
    now = fresh(stays)
    assert (now.name, now.photo, now.position.role) == (
        "Leila Haddad",
        portrait,
        "Editor",
    )
    assert now.links.split() == ["https://two.example/", "https://one.example/"]
    assert now.other_names == "Leïla Haddad"


def test_bylines_are_shown_with_what_is_chosen_before_anything_is_done(client, editor):
    gone, stays = factories.author("L. Haddad"), factories.author("Leïla Haddad")
    factories.article(by=editor, headline="On water", by_line=[gone, stays])
    place = f"{address(gone)}?into={stays.pk}"
    page = client.get(place)
    assert "On water By Leïla Haddad" in words(page)
    data = {**filled(page, "merge_form"), "name": "thing", "look": "1"}
    page = client.post(place, data)
    assert "On water By L. Haddad" in words(page)
    assert not Merge.objects.exists()


def test_an_unanswered_field_is_asked_for_and_the_other_answers_stay(client):
    gone = factories.author("One", expertise="Water", long_bio="<p>A.</p>")
    stays = factories.author("Two", long_bio="<p>B.</p>")
    place = f"{address(gone)}?into={stays.pk}"
    data = filled(client.get(place), "merge_form")
    del data["name"]
    answer = client.post(place, {**data, "long_bio": "thing"})
    assert "Choose what shall stand." in words(answer)
    assert filled(answer, "merge_form")["long_bio"] == ["thing"]
    assert not Merge.objects.exists()


def test_what_was_merged_into_one_is_listed_where_it_is_merged_on(client, editor):
    gone, stays = factories.author("One"), factories.author("Two")
    merged(gone, stays, editor)
    page = client.get(address(stays))
    assert "Merged into this one" in words(page)
    assert f'href="{address(gone, "unmerge")}"' in page.text
    assert "Merged into this one" not in words(client.get(address(factories.author())))


def test_what_cannot_be_merged_says_so_before_anything_is_asked(client):
    gone = factories.author("One", kind=Author.Kind.PEN_NAME)
    stays = factories.author("Two")
    page = client.get(f"{address(gone)}?into={stays.pk}")
    assert "A pen name is merged with nobody" in words(page)


def test_the_list_of_articles_finds_them_by_either(client, editor):
    gone, stays = factories.author("J. Doe"), factories.author("Jane Roe")
    region, other = factories.region("Old"), factories.region("New")
    factories.article(by=editor, headline="By him", by_line=[gone])
    factories.article(
        by=editor, headline="By both", by_line=[gone, stays], regions=(region.pk,)
    )
    factories.article(by=editor, headline="By nobody")
    merged(gone, stays, editor)
    merged(region, other, editor)
    place = reverse("admin:articles_article_changelist")

    def found(**asked):
        page = client.get(place, asked).context["cl"].result_list
        return sorted(article.headline for article in page)

    assert found(author=stays.pk) == found(author=gone.pk) == ["By both", "By him"]
    assert found(regions=other.pk) == found(regions=region.pk) == ["By both"]
    assert found(q="Roe") == ["By both", "By him"]
    page = client.get(place).text
    assert "J. Doe" not in page
    assert page.count("Jane Roe, Jane Roe") == 0


def test_authors_are_listed_with_the_articles_of_both(client, editor):
    gone, stays = factories.author("J. Doe"), factories.author("Jane Doe")
    factories.published_article(by=editor, by_line=[gone])
    factories.published_article(by=editor, by_line=[gone, stays])
    merged(gone, stays, editor)
    rows = client.get(reverse("admin:articles_author_changelist"))
    [author] = rows.context["cl"].result_list
    assert (author, author.shown_count) == (stays, 2)
