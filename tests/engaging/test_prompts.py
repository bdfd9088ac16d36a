"""Which prompt a page shows."""

from datetime import UTC, datetime, timedelta

from django.test import TestCase

from articles.engaging.prompts import prompts_for, prompts_in
from articles.models import Edition, Prompt

NOW = datetime(2024, 5, 1, tzinfo=UTC)
A_DAY = timedelta(days=1)


class PromptTests(TestCase):
    def ask(self, name, slot="membership", **fields):
        return Prompt.objects.create(name=name, slot=slot, text="Please.", **fields)

    def test_the_most_pressing_shows(self):
        self.ask("usual")
        urgent = self.ask("urgent", priority=5, is_evergreen=False)
        self.assertEqual(prompts_in("en", NOW), {"membership": urgent})

    def test_a_prompt_shows_in_its_window_and_language_only(self):
        self.ask("early", shows_from=NOW + A_DAY)
        self.ask("late", shows_until=NOW)
        self.ask("off", is_active=False)
        self.ask("French", language="fr")
        self.assertEqual(prompts_in("en", NOW), {})

    def test_an_article_may_ask_for_the_usual_one_only(self):
        usual = self.ask("usual")
        self.ask("urgent", priority=5, is_evergreen=False)
        edition = Edition(language="en", appeals="evergreen")
        self.assertEqual(prompts_for(edition, NOW), {"membership": usual})

    def test_an_article_without_appeals_keeps_the_notice(self):
        self.ask("usual")
        self.ask("note", slot="share_note")
        notice = self.ask("closed", slot="notice")
        edition = Edition(language="en", appeals="none")
        self.assertEqual(prompts_for(edition, NOW), {"notice": notice})

    def test_costs_one_query(self):
        for number in range(20):
            self.ask(str(number), priority=number)
        with self.assertNumQueries(1):
            prompts_in("en", NOW)
