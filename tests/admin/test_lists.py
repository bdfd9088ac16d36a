from datetime import date, timedelta

from django.test import TestCase
from django.utils import timezone

from articles.editing.standing import State, in_state, standings
from articles.models import Article, Stage
from articles.publishing import editions
from tests import factories
from tests.admin.pages import change_page, list_page


class ArticleListTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.client.force_login(self.editor)

    def headlines(self, query=""):
        response = self.client.get(f"{list_page()}?{query}")
        return [article.headline for article in response.context["cl"].result_list]

    def rich_article(self):
        return factories.published_article(
            by=self.editor,
            by_line=[factories.author(), factories.author()],
            regions=(factories.region().pk,),
            themes=(factories.theme().pk,),
            reports=(factories.report().pk,),
        )

    def test_costs_the_same_number_of_queries_however_long_it_is(self):
        self.client.get(list_page())  # writes when the session was last used
        for size in (1, 20):
            with self.subTest(size=size):
                while Article.objects.count() < size:
                    self.rich_article()
                with self.assertNumQueries(11):
                    self.client.get(list_page())

    def test_says_what_readers_see(self):
        factories.article(headline="Never")
        factories.published_article(headline="Live")
        reworked = factories.published_article(headline="Reworked")
        factories.reworked(reworked, by=self.editor, body="<p>New.</p>")
        response = self.client.get(list_page())
        for words in ("Never published", "Live", "Live, with unpublished changes"):
            self.assertContains(response, words)

    def test_says_whose_a_text_is_until_when_and_what_waits(self):
        rui = factories.user("Writer", first_name="Rui", last_name="Sá")
        article = factories.article(by=self.editor)
        factories.assigned(article, rui, by=self.editor, due_on=date(2026, 3, 5))
        at = timezone.now() + timedelta(days=2)
        factories.scheduled(article, at, by=self.editor)
        factories.put_on_hold(article, by=self.editor)
        page = self.client.get(list_page())
        for words in ("With Rui Sá, due 5 Mar", "waits: ", "On hold"):
            self.assertContains(page, words)

    def test_finds_words_of_headlines_and_authors(self):
        ines = factories.author("Inês Carvalhal")
        factories.article(headline="Grain, and who counts it", by_line=[ines, ines])
        factories.article(headline="A telephone")
        self.assertEqual(self.headlines("q=grain"), ["Grain, and who counts it"])
        self.assertEqual(self.headlines("q=carvalhal"), ["Grain, and who counts it"])

    def test_narrows_by_what_articles_are_and_belong_to(self):
        east, author = factories.region(), factories.author()
        syria = factories.region(parent=east)
        theme, report = factories.theme(), factories.report()
        factories.article(headline="Other")
        factories.article(
            headline="This",
            kind="opinion",
            language="fr",
            regions=(syria.pk,),
            themes=(theme.pk,),
            reports=(report.pk,),
            by_line=[author],
        )
        for query in (
            "kind=opinion",
            "language=fr",
            f"regions={east.pk}",
            f"themes={theme.pk}",
            f"reports={report.pk}",
            f"author={author.pk}",
        ):
            with self.subTest(query=query):
                self.assertEqual(self.headlines(query), ["This"])

    def test_narrows_by_stage_and_by_what_readers_see(self):
        factories.article(headline="Never")
        factories.published_article(headline="Live")
        self.assertEqual(self.headlines("stage=approved"), ["Live"])
        self.assertEqual(self.headlines("readers=live"), ["Live"])
        self.assertEqual(self.headlines("readers=never"), ["Never"])

    def test_overlooks_a_choice_that_is_none(self):
        factories.article(headline="Here")
        for query in ("regions=nonsense", "readers=x", "author=99999999999999999999"):
            with self.subTest(query=query):
                self.assertEqual(self.headlines(query), ["Here"])

    def test_an_empty_list_says_what_to_do(self):
        self.assertContains(self.client.get(list_page()), "There is nothing here yet.")
        response = self.client.get(f"{list_page()}?q=nothing")
        self.assertContains(response, "Show everything")


class ArticleFormTests(TestCase):
    def test_costs_the_same_number_of_queries_however_long_the_byline(self):
        editor = factories.editor()
        self.client.force_login(editor)
        # A process asks once which number a model has, and remembers it.
        self.client.get(change_page(factories.article(by=editor)))
        for size in (1, 12):
            article = factories.article(
                by=editor,
                by_line=[factories.author() for _ in range(size)],
                regions=tuple(factories.region().pk for _ in range(size)),
                tags=tuple(f"tag {number}" for number in range(size)),
            )
            with self.subTest(size=size), self.assertNumQueries(15):
                self.client.get(change_page(article))


class StandingTests(TestCase):
    """standings() and in_state() are one rule."""

    def setUp(self):
        self.editor = factories.editor()
        self.now = timezone.now()

    def assert_agree(self, article, state, at):
        self.assertEqual(standings([article], at)[article.pk].state, state)
        found = [
            each
            for each in State
            if in_state(Article.objects.all(), each, at).filter(pk=article.pk).exists()
        ]
        self.assertEqual(found, [state])

    def test_agree_on_every_state(self):
        day = timedelta(days=1)
        article = factories.article(by=self.editor)
        self.assert_agree(article, State.NEVER, self.now)
        revision = article.revisions.get()
        editions.schedule(article, revision, self.now + day, by=self.editor)
        self.assert_agree(article, State.SCHEDULED, self.now)
        self.assert_agree(article, State.LIVE, self.now + 2 * day)
        factories.reworked(article, by=self.editor, headline="Another")
        article.refresh_from_db()
        self.assert_agree(article, State.CHANGED, self.now + 2 * day)

    def test_agree_on_what_was_taken_down(self):
        article = factories.published_article(by=self.editor)
        factories.taken_down(article, by=self.editor, why="Wrong")
        article.refresh_from_db()
        self.assertEqual(article.stage, Stage.APPROVED)
        self.assert_agree(article, State.DOWN, timezone.now())
