"""Whatever is not an article on its screens: versions, two people, undo, the bin."""

import json
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.editing import things
from articles.editing.things.versions import versions_of
from articles.models import (
    Article,
    Author,
    Disclaimer,
    Image,
    Prompt,
    Publication,
    Region,
    Report,
    Source,
    Tag,
    Theme,
    Version,
    WorkingCopy,
)
from articles.models.actions import Role
from articles.models.versioned import Versioned
from tests import factories
from tests.admin.pages import filled, words

# Of each kind: what makes one, and two of its fields with what one may write there.
KINDS = {
    Author: (factories.author, "long_bio", "expertise"),
    Disclaimer: (
        lambda: Disclaimer.objects.create(name="Usual", text="<p>Ours.</p>"),
        "text",
        "name",
    ),
    Image: (factories.image, "alt", "caption"),
    Prompt: (
        lambda: Prompt.objects.create(name="Share", slot="notice", text="Hello"),
        "text",
        "name",
    ),
    Publication: (
        lambda: Publication.objects.create(name="Meridian"),
        "fair_use_notice",
        "tagline",
    ),
    Region: (factories.region, "description", "name"),
    Report: (factories.report, "description", "name"),
    Source: (factories.source, "licence", "name"),
    Tag: (lambda: Tag.objects.create(name="Grain"), "name", "slug"),
    Theme: (factories.theme, "description", "name"),
}
BINNED = [model for model in KINDS if model is not Publication]


def address(thing, name="change", *more):
    opts = thing._meta
    page = f"admin:{opts.app_label}_{opts.model_name}_{name}"
    return reverse(page, args=[thing.pk, *more] if thing.pk else [])


def opened(client, thing):
    return filled(client.get(address(thing)), f"{thing._meta.model_name}_form")


def save(client, thing, base=None, **changes):
    data = {**(base or opened(client, thing)), **changes, "_save": ""}
    return client.post(address(thing), data, follow=True)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def says(thing, name, word):
    return word in str(getattr(fresh(thing), name))


def test_every_screen_of_ours_but_the_articles_keeps_versions():
    ours = {model for model in admin.site._registry if model.__module__ in MODULES}
    assert ours == set(KINDS)
    assert all(issubclass(model, Versioned) for model in ours)
    assert all(admin.site._registry[model].keeps_unsaved for model in ours)


MODULES = {model.__module__ for model in KINDS} - {Article.__module__}


@pytest.mark.django_db
@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
class TestEachKind:
    @pytest.fixture(autouse=True)
    def scene(self, model):
        make, self.first, self.second = KINDS[model]
        self.thing = make()
        self.ana, self.bo = (
            factories.user("superuser", first_name=name) for name in ("Ana", "Bo")
        )
        self.client, self.other = Client(), Client()
        self.client.force_login(self.ana)
        self.other.force_login(self.bo)

    def conflict(self):
        base = opened(self.other, self.thing)
        save(self.client, self.thing, **{self.first: "Hers"})
        return save(self.other, self.thing, base, **{self.first: "His"})

    def test_saving_makes_a_version_and_keeps_what_stood(self):
        before = self.thing.content()
        save(self.client, self.thing, **{self.first: "Anew"})
        assert says(self.thing, self.first, "Anew")
        old, new = versions_of(self.thing).order_by("number")
        assert old.snapshot == before
        assert (new.number, new.made_by) == (fresh(self.thing).version, self.ana)

    def test_saving_what_stands_makes_none(self):
        save(self.client, self.thing)
        assert fresh(self.thing).version == 1

    def test_a_form_without_the_version_it_saw_is_refused_in_words(self):
        base = opened(self.client, self.thing)
        del base["seen"]
        response = save(self.client, self.thing, base, **{self.first: "Anew"})
        assert "The page was incomplete. Load it again." in response.text
        assert "Anew" in response.text
        assert not says(self.thing, self.first, "Anew")

    def test_changes_to_different_fields_are_merged_and_said_so(self):
        base = opened(self.other, self.thing)
        save(self.client, self.thing, **{self.first: "Hers"})
        response = save(self.other, self.thing, base, **{self.second: "His"})
        [message] = words(response)
        assert "Saved together with what Ana had changed meanwhile" in message
        assert says(self.thing, self.first, "Hers")
        assert says(self.thing, self.second, "His")

    def test_changes_to_the_same_are_shown_side_by_side(self):
        response = self.conflict()
        assert "Not saved: Ana changed the same meanwhile" in words(response)[0]
        refused = versions_of(self.thing).get(intent="conflict")
        assert "His" in str(refused.content[self.first])
        assert response.redirect_chain[-1][0] == address(
            self.thing, "combine", refused.number
        )
        for side in ("Hers", "His"):
            assert side in response.text
        assert says(self.thing, self.first, "Hers")

    def test_one_of_two_is_chosen(self):
        page = self.conflict()
        data = filled(page, "combine_form")
        place = page.redirect_chain[-1][0]
        assert self.first not in data
        refused = self.other.post(place, data)
        assert "Choose what shall stand." in refused.text
        data[self.first] = "refused"
        done = self.other.post(place, data, follow=True)
        assert "Saved, with what you took" in words(done)[0]
        assert says(self.thing, self.first, "His")
        assert "All of it stands already." in self.other.get(place).text

    def test_one_is_written_from_two(self):
        page = self.conflict()
        data = filled(page, "combine_form")
        data |= {self.first: "written", f"text-{self.first}": "Hers and his"}
        self.other.post(page.redirect_chain[-1][0], data)
        assert says(self.thing, self.first, "Hers and his")

    def test_the_timeline_says_who_and_what(self):
        self.conflict()
        page = self.client.get(address(self.thing, "history"), follow=True)
        for said in ("Ana", "Bo", "Saved", "Kept aside", "as received", "Take from"):
            assert said in page.text
        compared = self.client.get(
            address(self.thing, "compare"), {"from": 1, "to": fresh(self.thing).version}
        )
        assert "<ins>" in compared.text
        assert "Hers" in compared.text
        one = self.client.get(address(self.thing, "version", 1))
        assert "Compare with what stands now" in one.text

    def test_no_address_tells_an_outsider_anything(self):
        self.conflict()
        pages = [("versions", ()), ("compare", ()), ("version", (1,)), ("undo", ())]
        pages += [("restore", (1,)), ("combine", (3,))]
        before = list(type(self.thing).objects.values())
        for who in (None, factories.user()):
            browser = Client()
            if who:
                browser.force_login(who)
            for name, more in pages:
                for method in (browser.get, browser.post):
                    answer = method(address(self.thing, name, *more), {"seen": 2})
                    assert answer.status_code in ({403, 405} if who else {302})
                    for said in ("Hers", "His", str(self.thing)):
                        assert said not in answer.text
        assert list(type(self.thing).objects.values()) == before

    def test_restoring_is_a_version_and_undoing_too(self):
        before = getattr(self.thing, self.first)
        response = save(self.client, self.thing, **{self.first: "Anew"})
        assert address(self.thing, "undo") in words(response)[0]
        seen = fresh(self.thing).version
        undone = self.client.post(
            address(self.thing, "undo"), {"seen": seen}, follow=True
        )
        assert "Undone" in words(undone)[0]
        assert getattr(fresh(self.thing), self.first) == before
        self.client.post(
            address(self.thing, "restore", seen), {"seen": fresh(self.thing).version}
        )
        assert says(self.thing, self.first, "Anew")
        assert versions_of(self.thing).order_by("-number")[0].intent == "restore"

    def test_undo_is_refused_once_somebody_has_saved(self):
        save(self.client, self.thing, **{self.first: "Anew"})
        seen = fresh(self.thing).version
        save(self.other, self.thing, **{self.second: "Later"})
        response = self.client.post(
            address(self.thing, "undo"), {"seen": seen}, follow=True
        )
        assert "Bo has changed this since you opened it." in words(response)[0]
        assert says(self.thing, self.first, "Anew")

    def test_who_may_not_change_may_not_restore(self):
        save(self.client, self.thing, **{self.first: "Anew"})
        for who in (Role.WRITER, None):
            browser = Client()
            browser.force_login(factories.user(who))
            for name, more in (("undo", ()), ("restore", (1,)), ("combine", (1,))):
                answer = browser.post(address(self.thing, name, *more), {"seen": 2})
                assert answer.status_code == 403
            page = browser.get(address(self.thing, "versions"))
            may_look = browser.get(address(self.thing)).status_code == 200
            assert page.status_code == (200 if may_look else 403)
            assert ("You cannot restore a version" in page.text) == may_look
        assert says(self.thing, self.first, "Anew")

    def test_who_may_no_longer_change_gets_their_words_back(self):
        base = opened(self.client, self.thing)
        browser = Client()
        browser.force_login(factories.user(Role.WRITER))
        answer = browser.post(address(self.thing), {**base, self.first: "Too late"})
        assert answer.status_code == 403
        assert "Too late" in answer.text
        assert not says(self.thing, self.first, "Too late")

    def test_saving_costs_at_most_twenty_eight_queries(self):
        """Savepoints and the checks of constraints included, of which some have two."""
        save(self.client, self.thing, **{self.first: "Anew"})
        data = {**opened(self.client, self.thing), self.first: "Anew again"}
        with CaptureQueriesContext(connection) as counted:
            self.client.post(address(self.thing), data)
        assert len(counted) <= 28
        assert says(self.thing, self.first, "Anew again")

    def test_unsaved_text_comes_back(self):
        data = {**opened(self.client, self.thing), self.first: "Half a sen"}
        answer = keep(self.client, self.ana, self.thing, data)
        assert answer.status_code == 200
        page = self.client.get(address(self.thing))
        assert "This is your unsaved text of" in page.text
        name = f"{self.thing._meta.model_name}_form"
        assert filled(page, name)[self.first] == ["Half a sen"]
        assert not says(self.thing, self.first, "Half")
        save(self.client, self.thing)
        assert says(self.thing, self.first, "Half a sen")
        assert not WorkingCopy.objects.exists()

    def test_says_what_a_colleague_saved_meanwhile(self):
        seen = self.thing.version
        save(self.other, self.thing, **{self.first: "Hers"})
        news = keep(self.client, self.ana, self.thing, seen=seen).json()["news"]
        assert (news["who"], news["version"]) == ("Bo", seen + 1)
        assert "Hers" in self.client.get(news["difference"]).text


def keep(client, account, thing, data=None, **more):
    """Post what the page of a thing's form would report."""
    message = {
        "thing": thing._meta.label_lower,
        "id": thing.pk,
        "account": account.pk,
        "seen": thing.version if thing.pk else 0,
        "window": "one",
        **({} if data is None else {"form": urlencode(data, doseq=True)}),
        **more,
    }
    return client.post(
        reverse("admin:unsaved"), json.dumps(message), content_type="application/json"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("model", BINNED, ids=lambda model: model.__name__)
def test_what_is_deleted_goes_into_the_bin_and_comes_back(model, client):
    make, *_ = KINDS[model]
    thing, ana = make(), factories.user("superuser")
    client.force_login(ana)
    name, was = str(thing), thing.content()
    asked = client.get(address(thing, "delete"))
    assert "can be put back from there" in asked.text
    done = client.post(
        address(thing, "delete"), {"post": "yes", "seen": thing.version}, follow=True
    )
    assert not model.objects.exists()
    version = Version.objects.get(intent="delete")
    back = reverse("admin:bring_back_thing", args=[version.pk])
    assert "lies in the <a" in words(done)[0]
    assert back in words(done)[0]
    assert name in client.get(reverse("admin:bin")).text
    assert client.get(reverse("admin:deleted_thing", args=[version.pk])).text
    answer = client.post(back, follow=True)
    assert "is put back, under its old number." in words(answer)[0]
    assert model.objects.get().content() == was
    assert name not in listed(client)


def listed(client):
    """Return the names of what the bin's page lists."""
    sections = client.get(reverse("admin:bin")).context["sections"]
    return [entry.words for section in sections for entry in section.entries]


class BinTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.client.force_login(self.editor)
        self.author = factories.author("Bo Lund", long_bio="<p>He wrote.</p>")

    def delete(self):
        return things.delete(self.author, by=self.editor, seen=1)

    def test_is_not_for_those_who_may_not_look(self):
        version = self.delete()
        outsider = Client()
        outsider.force_login(factories.user())
        for name in ("deleted_thing", "bring_back_thing"):
            place = reverse(f"admin:{name}", args=[version.pk])
            for method in (outsider.get, outsider.post):
                answer = method(place)
                self.assertIn(answer.status_code, {403, 405})
                self.assertNotIn("He wrote", answer.text)
        answer = outsider.get(reverse("admin:bin"))
        self.assertNotContains(answer, "Bo Lund", status_code=403)
        self.assertFalse(Author.objects.exists())

    def test_says_to_a_writer_why_they_cannot_bring_back(self):
        version = self.delete()
        writer = Client()
        writer.force_login(factories.user(Role.WRITER))
        page = writer.get(reverse("admin:bin"))
        self.assertContains(page, "may add authors.")
        place = reverse("admin:bring_back_thing", args=[version.pk])
        response = writer.post(place, follow=True)
        self.assertIn("may add authors.", words(response)[0])
        self.assertFalse(Author.objects.exists())

    def test_says_why_one_cannot_come_back(self):
        version = self.delete()
        factories.author("Bo Lund")
        place = reverse("admin:bring_back_thing", args=[version.pk])
        response = self.client.post(place, follow=True)
        self.assertIn("It cannot come back as it was.", words(response)[0])

    def test_nothing_is_deleted_that_has_changed_since(self):
        page = address(self.author, "delete")
        save(self.client, self.author, expertise="Fellow")
        stale = self.client.post(page, {"post": "yes", "seen": 1}, follow=True)
        self.assertIn("has changed this since", words(stale)[-1])
        unseen = self.client.post(page, {"post": "yes"}, follow=True)
        self.assertIn("The page was incomplete.", words(unseen)[-1])
        self.assertTrue(Author.objects.exists())

    def test_what_was_typed_while_it_was_deleted_waits_for_it(self):
        base = opened(self.client, self.author)
        version = self.delete()
        page = address(self.author)
        response = self.client.post(page, {**base, "expertise": "Fellow"})
        self.assertContains(response, "What you wrote is kept", status_code=404)
        self.assertContains(response, "Fellow</textarea>", status_code=404)
        self.client.post(reverse("admin:bring_back_thing", args=[version.pk]))
        self.assertEqual(opened(self.client, self.author)["expertise"], ["Fellow"])
        save(self.client, self.author)
        self.assertEqual(fresh(self.author).expertise, "Fellow")

    def test_stands_under_each_list(self):
        page = self.client.get(reverse("admin:articles_theme_changelist"))
        self.assertContains(page, f"{reverse('admin:bin')}#things")


class UnsavedTests(TestCase):
    """As the authors' desk, the weakest who may: session, account, groups and all."""

    def setUp(self):
        self.person = factories.user(Role.AUTHORS_DESK)
        self.client.force_login(self.person)
        self.author = factories.author("Bo Lund")
        self.client.get("/admin/")  # a session is renewed once in ten minutes
        self.new = Author()

    def keep(self, thing=None, data=None, **more):
        return keep(self.client, self.person, thing or self.author, data, **more)

    def test_of_a_new_author_comes_back_and_goes_with_the_save(self):
        page = reverse("admin:articles_author_add")
        data = filled(self.client.get(page), "author_form")
        self.keep(self.new, {**data, "name": "Ana Re"})
        data = filled(self.client.get(page), "author_form")
        self.assertEqual(data["name"], ["Ana Re"])
        self.client.post(page, {**data, "slug": "ana-re"})
        self.assertEqual(Author.objects.latest("pk").name, "Ana Re")
        self.assertFalse(WorkingCopy.objects.exists())

    def test_is_shown_unjudged_and_dropped_with_a_click(self):
        data = opened(self.client, self.author)
        self.keep(data={**data, "name": "", "links": "not yet an add"})
        page = self.client.get(address(self.author))
        self.assertNotContains(page, "errorlist")
        self.assertContains(page, "not yet an add")
        drop = reverse("admin:drop_unsaved", args=["articles.author", self.author.pk])
        self.client.post(drop)
        self.assertNotContains(self.client.get(address(self.author)), "not yet an add")

    def test_is_not_kept_for_who_may_not_change(self):
        writer = factories.user(Role.WRITER)
        self.client.force_login(writer)
        answer = keep(self.client, writer, self.author, {"name": "x"})
        self.assertEqual(answer.status_code, 403)
        page = self.client.get(address(self.author))
        self.assertNotContains(page, "data-unsaved")

    def test_keeping_costs_at_most_eight_queries(self):
        with self.assertNumQueries(8):
            self.keep(data={"name": "x"})
        with self.assertNumQueries(6):
            self.keep(data={"name": "xy"})
        with self.assertNumQueries(7):
            self.keep(data={"name": "xyz"}, is_leaving=True)
        with self.assertNumQueries(7):
            self.keep(self.new, {"name": "x"})
        with self.assertNumQueries(7):
            self.keep()


class StartHereTests(TestCase):
    def setUp(self):
        self.person = factories.editor()
        self.client.force_login(self.person)
        self.report = factories.report()
        self.articles = [factories.article(headline=name) for name in "ABC"]

    def rows(self, *articles, **more):
        rows = {
            f"start_here-{place}-article": str(article.pk)
            for place, article in enumerate(articles)
        }
        return {**rows, "start_here-TOTAL_FORMS": len(articles) + 1, **more}

    def started(self):
        return fresh(self.report).content().start_here

    def test_unsaved_rows_come_back(self):
        base = opened(self.client, self.report)
        data = {**base, **self.rows(*self.articles, **{"start_here-1-DELETE": "on"})}
        keep(self.client, self.person, self.report, data)
        page = self.client.get(address(self.report))
        data = filled(page, "report_form")
        self.assertEqual(data["start_here-2-article"], [str(self.articles[2].pk)])
        self.assertEqual(data["start_here-1-DELETE"], ["on"])
        self.assertNotContains(page, "errorlist")
        save(self.client, self.report)
        first, _, last = (article.pk for article in self.articles)
        self.assertEqual(self.started(), [first, last])

    def test_nonsense_in_them_locks_nobody_out(self):
        nonsense = {"start_here-TOTAL_FORMS": "z", "start_here-0-article": "²"}
        keep(self.client, self.person, self.report, nonsense)
        self.assertEqual(self.client.get(address(self.report)).status_code, 200)

    def test_says_which_row_needs_mending(self):
        first = self.articles[0]
        response = save(self.client, self.report, **self.rows(first, first))
        self.assertContains(response, "This article is here twice.")
        self.assertEqual(self.started(), [])

    def test_a_colleagues_order_and_ones_own_title_are_merged(self):
        base = opened(self.client, self.report)
        content = self.report.content().changed(start_here=[self.articles[1].pk])
        things.save(self.report, content, by=factories.editor(), seen=1)
        save(self.client, self.report, base, name="Grain")
        self.assertEqual(self.started(), [self.articles[1].pk])
        self.assertEqual(fresh(self.report).name, "Grain")

    def test_two_orders_are_a_question_told_in_headlines(self):
        base = opened(self.client, self.report)
        content = self.report.content().changed(start_here=[self.articles[1].pk])
        things.save(self.report, content, by=factories.editor(), seen=1)
        response = save(self.client, self.report, base, **self.rows(self.articles[0]))
        self.assertContains(response, "Start here")
        for headline in "AB":
            self.assertContains(response, f"</span>{headline}<span")


class PublicationTests(TestCase):
    def setUp(self):
        self.person = factories.user("superuser")
        self.client.force_login(self.person)
        self.publication = Publication.objects.create(name="Meridian")

    def test_unsaved_checks_come_back_and_are_merged(self):
        base = opened(self.client, self.publication)
        name = next(n for n in base if n.startswith("check_levels-"))
        chosen = {name: "off"}
        keep(self.client, self.person, self.publication, {**base, **chosen})
        data = opened(self.client, self.publication)
        self.assertEqual(data[name], ["off"])
        content = self.publication.content().changed(tagline="Slow news")
        things.save(self.publication, content, by=self.person, seen=1)
        response = save(self.client, self.publication, data)
        self.assertIn("tagline", words(response)[0])
        publication = fresh(self.publication)
        self.assertEqual(publication.tagline, "Slow news")
        self.assertIn("off", str(publication.check_levels))
        compared = self.client.get(address(publication, "compare"))
        self.assertContains(compared, ": off")

    def test_the_first_save_of_a_new_house_is_a_version(self):
        Publication.objects.all().delete()
        self.client.get(address(self.publication))
        save(self.client, self.publication, name="Meridian Affairs")
        self.assertEqual(fresh(self.publication).name, "Meridian Affairs")
        self.assertEqual(fresh(self.publication).version, 2)


class WordsTests(TestCase):
    def test_a_version_is_told_in_names_and_days(self):
        self.client.force_login(factories.user("superuser"))
        author = factories.author(
            "Bo Lund",
            photo=factories.image(caption="At the quay"),
            account=factories.user(first_name="Bo", last_name="Lund"),
            bio_reviewed_on="2026-05-03",
            links="https://a.example\nhttps://b.example",
            long_bio="<p>He <strong>writes</strong>.</p>",
        )
        save(self.client, author, expertise="Fellow")
        page = self.client.get(address(author, "version", 2))
        for said in ("At the quay", "3 May 2026", "<strong>writes</strong>", "Person"):
            self.assertContains(page, said)
        self.assertContains(page, "https://a.example, https://b.example")

    def test_what_was_written_down_before_there_were_versions_is_told(self):
        person = factories.user("superuser", first_name="Ruth")
        self.client.force_login(person)
        author = factories.author()
        page = self.client.get(address(author, "versions"))
        self.assertContains(page, "Nobody has changed this here yet.")
        LogEntry.objects.log_actions(
            person.pk, [author], 2, [{"changed": {"fields": ["Long bio"]}}]
        )
        page = self.client.get(address(author, "versions"))
        self.assertContains(page, "Changed Long bio.")
        self.assertContains(page, "Ruth")

    def test_forms_cost_the_same_however_many_versions_there_are(self):
        person = factories.editor()
        self.client.force_login(person)
        author, theme = factories.author(), factories.theme()
        for thing in (author, theme):
            self.client.get(address(thing))
            counts = set()
            for number in range(20):
                content = fresh(thing).content().changed(name=f"Name {number}")
                seen = fresh(thing).version
                things.save(thing, content, by=person, seen=seen)
                if number in {0, 19}:
                    counts.add(self.cost(address(thing)))
                    counts.add(self.cost(address(thing)))
            self.assertEqual(len(counts), 1)
            pages = {self.cost(address(thing, "versions")) for _ in range(2)}
            self.assertEqual(len(pages), 1)

    def cost(self, page):
        with CaptureQueriesContext(connection) as counted:
            self.assertEqual(self.client.get(page).status_code, 200)
        return len(counted.captured_queries)
