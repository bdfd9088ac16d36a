from django.test import TestCase
from django.utils import timezone

from articles.models import Article, Author, Edition, Event, Publication, Revision
from articles.models.snapshot import CreditLine
from tests import factories
from tests.admin.pages import change_page, filled, fresh, save, words

BODY = (
    '<p>The port<span data-footnote="">A <em>note</em>.</span> opened.</p>'
    "<ul><li>Cranes</li></ul><table><thead><tr><th>A</th></tr></thead>"
    "<tbody><tr><td>1</td></tr></tbody></table>"
)


class SavingTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.client.force_login(self.editor)

    def test_files_a_new_article_as_one_version(self):
        response = save(
            self.client,
            headline="A harbour",
            body="<p>Opened.</p>",
            tags="ports, grain",
        )
        article = Article.objects.get()
        self.assertRedirects(response, change_page(article))
        self.assertEqual(words(response), ["Saved."])
        self.assertEqual(article.version, 1)
        self.assertEqual(article.snapshot().tags, ("ports", "grain"))
        self.assertEqual(Revision.objects.count(), 1)

    def test_makes_no_version_of_what_is_untouched(self):
        region, other = factories.region(), factories.region()
        article = factories.article(
            by=self.editor,
            body=BODY,
            by_line=[factories.author(), factories.author()],
            regions=(other.pk, region.pk),
            tags=("climate change", "a, b", "Ports"),
            themes=(factories.theme().pk,),
            source=factories.source().pk,
            standfirst="<p>Short.</p>",
            embargoed_until=timezone.now().replace(second=0, microsecond=0),
        )
        before = article.snapshot()
        save(self.client, article)
        self.assertEqual(fresh(article).snapshot(), before)
        self.assertEqual(fresh(article).version, 1)

    def test_writes_form_and_byline_as_one_version(self):
        article = factories.article(by=self.editor, by_line=[factories.author()])
        second = factories.author()
        save(
            self.client,
            article,
            headline="Another headline",
            **{
                "credits-TOTAL_FORMS": "2",
                "credits-1-author": str(second.pk),
                "credits-1-role": "translator",
                "credits-1-wording": "N. N.",
                "credits-1-position": "1",
                "credits-0-position": "2",
            },
        )
        article = fresh(article)
        self.assertEqual(article.version, 2)
        self.assertEqual(article.headline, "Another headline")
        self.assertEqual(
            article.snapshot().credits[0], CreditLine(second.pk, "translator", "N. N.")
        )

    def test_keeps_the_order_of_terms_and_appends_new_ones(self):
        first, second, third = (factories.region() for _ in range(3))
        article = factories.article(by=self.editor, regions=(third.pk, first.pk))
        regions = [str(pk) for pk in (second.pk, first.pk, third.pk)]
        save(self.client, article, regions=regions)
        self.assertEqual(
            fresh(article).snapshot().regions, (third.pk, first.pk, second.pk)
        )

    def test_reads_times_in_the_publications_zone(self):
        Publication.objects.create(pk=1, time_zone="Asia/Tokyo")
        article = factories.article(by=self.editor)
        save(self.client, article, embargoed_until="2026-03-01T09:00")
        self.assertEqual(
            fresh(article).embargoed_until.isoformat(), "2026-03-01T00:00:00+00:00"
        )
        self.assertContains(self.client.get(change_page(article)), "2026-03-01T09:00")
        self.assertContains(self.client.get(change_page(article)), "Asia/Tokyo")

    def test_writes_nothing_into_djangos_own_log(self):
        article = factories.article(by=self.editor)
        save(self.client, article, headline="New words")
        kinds = [event.kind for event in Event.objects.filter(article=article)]
        self.assertIn(Event.Kind.SAVED, kinds)
        self.assertFalse(self.editor.logentry_set.exists())


class TypedNamesTests(TestCase):
    """Without a script, names are typed whole; one that is not known is not lost."""

    def setUp(self):
        self.editor = factories.editor()
        self.client.force_login(self.editor)

    def test_refuses_unknown_names_beside_their_fields_and_keeps_them(self):
        response = save(
            self.client,
            headline="A harbour",
            **{
                "credits-0-author-typed": "Jane Unknown",
                "regions-typed": "Atlantis",
                "source-typed": "1843",
            },
        )
        self.assertFalse(Article.objects.exists())
        self.assertContains(response, "Nobody of that name.")
        self.assertContains(response, "No region of that name.")
        self.assertContains(response, "No source of that name.")
        kept = filled(response)
        self.assertEqual(kept["credits-0-author-typed"], ["Jane Unknown"])
        self.assertEqual(kept["regions-typed"], ["Atlantis"])
        self.assertEqual(kept["source-typed"], ["1843"])

    def test_finds_what_is_typed_by_its_whole_name(self):
        author, region = factories.author("Jane Known"), factories.region("Sahel")
        kept, source = factories.region(), factories.source("Le Phare")
        article = factories.article(by=self.editor, regions=(kept.pk,))
        save(
            self.client,
            article,
            **{
                "credits-0-author-typed": " jane  known",
                "regions-typed": "Sahel",
                "source-typed": "Le Phare",
            },
        )
        snapshot = fresh(article).snapshot()
        self.assertEqual(snapshot.credits, (CreditLine(author.pk),))
        self.assertEqual(snapshot.regions, (kept.pk, region.pk))
        self.assertEqual(snapshot.source, source.pk)

    def test_asks_which_where_two_bear_the_name(self):
        for slug in ("jane", "jane-2"):
            Author.objects.create(name="Jane Known", slug=slug)
        response = save(
            self.client,
            headline="A harbour",
            **{"credits-0-author-typed": "Jane Known"},
        )
        self.assertContains(response, "There are several of that name")

    def test_asks_who_an_unknown_name_is_and_loses_nothing(self):
        typed = {"headline": "A harbour", "credits-0-author-typed": "Jane Unknown"}
        response = save(self.client, **typed)
        self.assertContains(response, "Nobody of that name.")
        self.assertContains(response, "Add “<bdi>Jane Unknown</bdi>” as a new author")
        self.assertEqual(filled(response)["credits-0-author-typed"], ["Jane Unknown"])


class TwoPeopleTests(TestCase):
    def setUp(self):
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.colleague = factories.user("Editor", first_name="Bo", last_name="Lund")
        self.article = factories.article(by=self.editor)
        self.client.force_login(self.editor)
        self.opened = filled(self.client.get(change_page(self.article)))

    def test_merges_a_colleagues_other_field_and_says_so(self):
        factories.reworked(self.article, by=self.colleague, body="<p>Theirs.</p>")
        response = save(self.client, self.article, base=self.opened, headline="Mine")
        [message] = words(response)
        self.assertIn("Bo Lund had changed meanwhile: text", message)
        article = fresh(self.article)
        self.assertEqual(article.headline, "Mine")
        self.assertEqual(article.body, "<p>Theirs.</p>")

    def test_does_not_publish_what_was_merged(self):
        factories.reworked(self.article, by=self.colleague, body="<p>Theirs.</p>")
        response = save(
            self.client, self.article, "_publish", self.opened, headline="Mine"
        )
        self.assertIn("then publish", words(response)[0])
        self.assertFalse(Edition.objects.exists())

    def test_keeps_a_refused_text_and_leads_to_both(self):
        factories.reworked(self.article, by=self.colleague, headline="Theirs")
        response = save(self.client, self.article, base=self.opened, headline="Mine")
        self.assertIn(
            "Bo Lund changed the same meanwhile (headline)", words(response)[0]
        )
        self.assertEqual(fresh(self.article).headline, "Theirs")
        refused = Revision.objects.get(intent=Revision.Intent.CONFLICT)
        page = f"/admin/articles/article/{self.article.pk}/versions/{refused.number}/"
        self.assertRedirects(response, f"{page}combine/")
        self.assertContains(response, "Mine")
        self.assertContains(response, "Theirs")

    def test_a_colleagues_new_byline_does_not_break_an_open_form(self):
        author, other = factories.author(), factories.author()
        article = factories.article(by=self.editor, by_line=[author])
        opened = filled(self.client.get(change_page(article)))
        credits = (CreditLine(other.pk), CreditLine(author.pk))
        factories.reworked(article, by=self.colleague, credits=credits)
        response = save(self.client, article, base=opened, headline="Mine")
        self.assertIn("byline", words(response)[0])
        self.assertEqual(fresh(article).snapshot().credits, credits)


class PublishingTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.client.force_login(self.editor)

    def test_publishes_what_was_saved(self):
        article = factories.article(by=self.editor)
        response = save(self.client, article, "_publish", headline="New words")
        self.assertIn("Published", words(response)[0])
        self.assertEqual(Edition.objects.visible().get().headline, "New words")
        self.assertContains(response, "This text, live since")

    def test_saving_alone_changes_nothing_that_readers_see(self):
        article = factories.published_article(by=self.editor)
        response = save(self.client, article, headline="Not yet")
        self.assertEqual(Edition.objects.visible().get().headline, "A headline")
        self.assertContains(response, "Live, with unpublished changes")
        self.assertContains(response, "An older text than yours, live since")

    def test_a_live_article_is_never_called_a_draft(self):
        article = factories.published_article(by=self.editor)
        response = save(self.client, article, headline="Not yet")
        self.assertNotContains(response, "Draft")
        self.assertNotContains(response, "draft</span>")

    def test_keeps_the_save_where_a_check_refuses_to_publish(self):
        image = factories.image(alt="")
        article = factories.article(by=self.editor)
        response = save(
            self.client, article, "_publish", headline="New", lead_image=str(image.pk)
        )
        self.assertIn("Saved, but not published", words(response)[0])
        self.assertIn("no text for those who cannot see it", words(response)[0])
        self.assertEqual(fresh(article).headline, "New")
        self.assertFalse(Edition.objects.exists())
        self.assertContains(response, "Before it can be published:")

    def test_keeps_the_save_under_embargo(self):
        article = factories.article(by=self.editor)
        response = save(
            self.client, article, "_publish", embargoed_until="2099-01-01T00:00"
        )
        self.assertIn("Under embargo until 1 January 2099", words(response)[0])
        self.assertIsNotNone(fresh(article).embargoed_until)


class TakingDownTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.client.force_login(self.editor)
        self.article = factories.published_article(by=self.editor)
        self.page = f"/admin/articles/article/{self.article.pk}/unpublish/"

    def ask(self, why):
        seen = self.article.editions.get().pk
        return self.client.post(self.page, {"why": why, "seen": seen}, follow=True)

    def test_asks_why_and_only_then_takes_it_down(self):
        self.assertContains(self.ask(" "), "Say why")
        self.assertTrue(Edition.objects.visible().exists())
        self.ask("Wrong person")
        self.assertFalse(Edition.objects.visible().exists())
        event = Event.objects.get(kind=Event.Kind.UNPUBLISHED)
        self.assertEqual(event.why, "Wrong person")

    def test_does_nothing_when_only_looked_at(self):
        self.assertContains(self.client.get(self.page), "Readers see")
        self.assertTrue(Edition.objects.visible().exists())

    def test_says_that_there_is_nothing_to_take_down(self):
        factories.taken_down(self.article, by=self.editor, why="First")
        self.assertContains(self.ask("Again"), "error-summary")
