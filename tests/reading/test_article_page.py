"""The page of one article."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client, TestCase
from django.utils.html import strip_tags

from articles.editing import publication
from articles.models import Credit, Disclaimer, Edition, Prompt, Publication, Tag
from articles.models.snapshot import CreditLine
from articles.publishing import editions
from tests import factories

MARCH = datetime(2021, 3, 9, 10, 30, tzinfo=UTC)


def words_of(response):
    """Return what a reader reads, white space made single spaces."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(strip_tags(re.sub(r"(<[/a-z])", r" \1", main)).split())


def publish_the_house():
    disclaimer = Disclaimer.objects.create(
        name="Usual", text="<p><strong>Disclaimer:</strong> {authors} alone.</p>"
    )
    Publication.objects.create(
        pk=1,
        name="The Lantern",
        media_inquiries="press@lantern.example",
        comments_wording="Comment in our letters",
        comments_url="https://letters.example/",
        membership_url="https://members.example/",
        fair_use_notice="<p>{domain} uses this fairly.</p>",
        domain="www.lantern.example",
        default_disclaimer=disclaimer,
    )
    for slot, text, button in (
        (Prompt.Slot.SHARE_NOTE, "Note to readers: pass it on.", ""),
        (Prompt.Slot.MEMBERSHIP, "We belong to you.", "Become a member"),
    ):
        Prompt.objects.create(name=slot, slot=slot, text=text, button=button)


class ArticlePageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish_the_house()
        cls.editor = factories.editor()
        cls.author = factories.author(
            "Ada Brook",
            short_name="Ada",
            honorific="Dr",
            short_bio="<p><strong>Ada Brook</strong> reads tide tables.</p>",
        )

    def publish(self, **fields):
        fields = {"by": self.editor, "by_line": [self.author], **fields}
        return factories.published_article(**fields)

    def page_of(self, article):
        return self.client.get(f"/articles/{article.pk}/", follow=True)

    def test_shows_every_part_in_the_house_s_order(self):
        earlier = self.publish(headline="Low water")
        article = self.publish(
            headline="High water",
            kind="analysis",
            standfirst="<p>The sea rose twice.</p>",
            body="<p>It began at noon.</p>",
            regions=(factories.region("North Coast").pk,),
            themes=(factories.theme("Water").pk,),
            reports=(factories.report("The Tide Papers").pk,),
            source=factories.source("The Shore").pk,
            original_url="https://shore.example/1",
            display_at=MARCH,
        )
        words = words_of(self.page_of(article))
        at = 0
        for part in (
            *("Analysis · The Tide Papers", "High water", "The sea rose twice."),
            *("By Dr Ada Brook", "The Lantern, 9 March 2021"),
            *("Region North Coast", "Theme Water", "In-depth Report The Tide Papers"),
            *("E-mail", "Note to readers: pass it on.", "It began at noon."),
            *("E-mail", "Note to readers: pass it on."),
            "This article was originally published on The Shore .",
            "Ada Brook reads tide tables.",
            "The original source of this article is The Shore",
            "Copyright © Dr Ada Brook , The Lantern, 2021",
            *("Comment in our letters", "We belong to you.", "Become a member"),
            *("Articles by: Ada", earlier.headline, "Disclaimer: Ada Brook alone."),
            "www.lantern.example uses this fairly.",
            "For media inquiries: press@lantern.example",
        ):
            self.assertIn(part, words[at:])
            at = words.index(part, at) + len(part)

    def test_leaves_out_what_is_empty(self):
        Publication.objects.all().delete()
        Prompt.objects.all().delete()
        article = factories.published_article(by=self.editor, headline="Alone")
        response = self.page_of(article)
        for mark in ("terms", "standfirst", "byline", "share-note", "rights", "appeal"):
            self.assertNotContains(response, f'class="{mark}')
        self.assertNotIn("Copyright", words_of(response))
        self.assertNotIn("media inquiries", words_of(response))

    def test_links_each_author_region_theme_report_and_tag(self):
        region, theme = factories.region("North Coast"), factories.theme("Water")
        report = factories.report("The Tide Papers")
        article = self.publish(
            regions=(region.pk,),
            themes=(theme.pk,),
            reports=(report.pk,),
            tags=("moon",),
        )
        response = self.page_of(article)
        for thing in (self.author, region, theme, report):
            self.assertContains(response, f'href="{thing.get_absolute_url()}"')
        self.assertContains(response, f'href="/tags/{Tag.objects.get().slug}/"')

    def test_prints_a_link_without_an_address_as_text(self):
        Publication.objects.update(comments_url="", membership_url="")
        response = self.page_of(self.publish())
        self.assertContains(response, "Comment in our letters</p>")
        self.assertContains(
            response, '<span class="appeal-words">Become a member</span>'
        )

    def test_never_links_to_a_script(self):
        Publication.objects.update(comments_url="javascript:alert(1)")
        self.assertNotContains(self.page_of(self.publish()), "javascript:")

    def test_joins_names_as_people_do_and_says_what_each_did(self):
        others = [factories.author(name) for name in ("Ben", "Cy", "Di")]
        lines = [
            *(CreditLine(each.pk) for each in (self.author, *others[:2])),
            CreditLine(others[2].pk, Credit.Role.TRANSLATOR),
        ]
        draft = factories.snapshot(headline="Together", body="<p>We.</p>")
        article = factories.desk.create(
            factories.replace(draft, credits=tuple(lines)), by=self.editor
        ).article
        publication.publish(article, by=self.editor, seen=article.version)
        words = words_of(self.page_of(article))
        self.assertIn("By Dr Ada Brook , Ben and Cy · Translated by Di", words)

    def test_prints_a_byline_as_it_was_worded_by_hand(self):
        draft = factories.snapshot(body="<p>We.</p>")
        credits = (CreditLine(self.author.pk, "author", "our tide reader"),)
        article = factories.desk.create(
            factories.replace(draft, credits=credits), by=self.editor
        ).article
        publication.publish(article, by=self.editor, seen=article.version)
        self.assertIn("By our tide reader", words_of(self.page_of(article)))

    def test_names_the_publication_as_the_source_of_its_own_articles(self):
        words = words_of(self.page_of(self.publish()))
        self.assertIn("The original source of this article is The Lantern", words)
        self.assertNotIn("originally published on", words)

    def test_links_the_source_line_to_the_original(self):
        source = factories.source("The Shore", site="https://shore.example/")
        article = self.publish(source=source.pk, original_on=date(2020, 1, 1))
        self.assertContains(
            self.page_of(article),
            '<a href="https://shore.example/"><bdi>The Shore</bdi></a>',
            count=2,
        )

    def test_sends_search_engines_to_the_original_where_its_terms_say_so(self):
        source = factories.source("The Shore", is_canonical=True)
        article = self.publish(source=source.pk, original_url="https://shore.example/1")
        canonical = '<link rel="canonical" href="https://shore.example/1">'
        self.assertContains(self.page_of(article), canonical, html=True)

    def test_resolves_links_to_own_articles_that_readers_see(self):
        seen = self.publish(headline="Low water")
        hidden = factories.article(by=self.editor)
        article = self.publish(
            body=f'<p>See <a href="/articles/{seen.pk}/">this <em>one</em></a> and '
            f'<a href="/articles/{hidden.pk}/">that</a>.</p>'
        )
        self.assertContains(
            self.page_of(article),
            f'<p>See <a href="/articles/{seen.pk}/low-water/">this <em>one</em></a> '
            "and that.</p>",
        )

    def test_turns_the_frame_of_an_arabic_article_round(self):
        article = self.publish(headline="ماء", body="<p>نص</p>", language="ar")
        response = self.page_of(article)
        self.assertContains(response, '<html lang="en" dir="rtl">')
        self.assertContains(response, '<div class="prose" lang="ar" dir="rtl">')

    def test_prints_a_page_about_ourselves_without_byline_date_and_sharing(self):
        article = self.publish(headline="About us", kind="page")
        response = self.page_of(article)
        for mark in ("byline", "dateline", "share", "rights"):
            self.assertNotContains(response, f'class="{mark}')
        self.assertNotContains(response, "application/ld+json")

    def test_asks_nothing_under_an_article_without_appeals(self):
        words = words_of(self.page_of(self.publish(appeals="none")))
        self.assertNotIn("Become a member", words)
        self.assertNotIn("Note to readers", words)

    def test_escapes_what_stands_in_plain_fields(self):
        attack = '<script>alert(1)</script>"'
        author = factories.author(attack, short_name=attack, honorific=attack)
        response = self.page_of(
            self.publish(
                headline=attack,
                by_line=[author],
                regions=(factories.region(attack).pk,),
            )
        )
        self.assertNotContains(response, "<script>alert")

    def test_changes_only_with_the_next_edition(self):
        article = self.publish(headline="Before", slug="tide")
        factories.reworked(article, by=self.editor, headline="After")
        self.assertContains(self.page_of(article), "Before")
        self.assertNotContains(self.page_of(article), "After")


class AddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = factories.editor()
        cls.article = factories.published_article(by=cls.editor, headline="Ünï vérité")

    def test_an_article_has_one_address(self):
        right = f"/articles/{self.article.pk}/ünï-vérité/"
        quoted = Edition.objects.get().get_absolute_url()
        for wrong in ("", "other/", "u%CC%88ni%CC%88/"):
            response = self.client.get(f"/articles/{self.article.pk}/{wrong}")
            self.assertRedirects(response, quoted, status_code=301)
        self.assertEqual(self.client.get(right).status_code, 200)

    def test_a_slug_taken_apart_by_the_keyboard_is_the_same_slug(self):
        path = f"/articles/{self.article.pk}/u\u0308ni\u0308-ve\u0301rite\u0301/"
        self.assertEqual(self.client.get(path).status_code, 200)

    def test_what_readers_do_not_see_is_not_found(self):
        draft = factories.article(by=self.editor)
        later = factories.article(by=self.editor)
        editions.schedule(
            later,
            later.revisions.get(),
            datetime.now(UTC) + timedelta(days=1),
            by=self.editor,
        )
        factories.taken_down(self.article, by=self.editor)
        for article in (draft, later, self.article):
            for path in ("", "a-headline/", "a-headline/article.md"):
                response = self.client.get(f"/articles/{article.pk}/{path}")
                self.assertEqual(response.status_code, 404)

    def test_a_byline_may_be_long(self):
        writers = [factories.author() for _ in range(150)]
        article = factories.published_article(by=self.editor, by_line=writers)
        response = self.client.get(f"/articles/{article.pk}/", follow=True)

        self.assertContains(response, writers[-1].name)

    def test_only_reading_is_allowed(self):
        path = f"/articles/{self.article.pk}/"
        client = Client(enforce_csrf_checks=True)
        for method in (client.post, client.put, client.delete, client.patch):
            self.assertEqual(method(path).status_code, 405)


@pytest.mark.parametrize(
    "path",
    [
        "/articles/0/",
        "/articles/99999999999999999999999/",
        "/articles/999999999999999999/x/",
        "/articles/1/%00/",
        "/articles/1/..%2f..%2fetc/",
        "/regions/%00/",
        "/regions/nowhere/",
        "/authors/%F0%9F%A6%8A/",
        "/authors/%ED%A0%80/",
        "/tags/" + "x" * 4000 + "/",
        "/no/such/page",
    ],
)
@pytest.mark.django_db
def test_a_nonsense_address_is_not_found(client, path):
    assert client.get(path).status_code == 404
