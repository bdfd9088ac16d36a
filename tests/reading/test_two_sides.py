"""What staff do at the desk and what readers see, with one door between."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles.editing import publication
from articles.models import Author
from articles.publishing import editions
from tests import factories


class TwoSidesTests(TestCase):
    def setUp(self):
        self.by = factories.editor()
        self.author = factories.author("Ada Lund", short_bio="<p>An early bio.</p>")
        self.terms = {
            "regions": (factories.region("Baltic").pk,),
            "themes": (factories.theme("Ports").pk,),
            "reports": (factories.report("Cables").pk,),
            "tags": ("grain",),
        }
        self.article = factories.published_article(
            by=self.by, by_line=[self.author], headline="First words", **self.terms
        )
        self.edition = self.article.editions.get()

    def pages(self):
        """Return every page on which a reader could meet the article."""
        addresses = [
            self.edition.get_absolute_url(),
            f"{self.edition.get_absolute_url()}article.md",
            reverse("articles:front"),
            reverse("articles:region", args=["baltic"]),
            reverse("articles:theme", args=["ports"]),
            reverse("articles:report", args=["cables"]),
            reverse("articles:author", args=["ada-lund"]),
            reverse("articles:tag", args=["grain"]),
            f"{reverse('articles:search')}?q=words",
            f"{reverse('articles:search')}?q=secret",
        ]
        responses = [self.client.get(address) for address in addresses]
        return [response.content.decode() for response in responses]

    def rework(self):
        other = factories.region("Secret shore")
        return factories.reworked(
            self.article,
            by=self.by,
            headline="A secret headline",
            standfirst="<p>A secret standfirst</p>",
            body="<p>A secret body</p>",
            credits=(),
            regions=(other.pk,),
            themes=(),
            reports=(),
            tags=("secret",),
            kind="opinion",
            language="ar",
            notes="A secret note",
            search_description="A secret description",
        ).article

    def test_a_reader_meets_the_article_wherever_it_stands(self):
        *pages, _ = self.pages()
        assert all("First words" in page for page in pages)

    def test_saving_changes_no_byte_that_a_reader_sees(self):
        before = self.pages()
        self.rework()
        assert self.pages() == before

    def test_publishing_changes_them(self):
        publication.publish(self.rework(), by=self.by, seen=2)
        pages = self.pages()
        assert (
            "A secret body"
            in self.client.get(
                self.article.editions.latest("live_from").get_absolute_url()
            ).content.decode()
        )
        assert not any("First words" in page for page in pages)

    def test_private_notes_never_cross(self):
        publication.publish(self.rework(), by=self.by, seen=2)
        assert not any("A secret note" in page for page in self.pages())

    def test_a_schedule_shows_nothing_before_its_hour(self):
        before = self.pages()
        article = self.rework()
        editions.schedule(
            article,
            article.revisions.latest("number"),
            timezone.now() + timedelta(hours=1),
            by=self.by,
        )
        assert self.pages() == before

    def test_what_is_taken_down_is_nowhere(self):
        factories.taken_down(self.article, by=self.by)
        address = self.edition.get_absolute_url()
        assert self.client.get(address).status_code == 404
        assert self.client.get(f"{address}article.md").status_code == 404
        assert not any("First words" in page for page in self.pages())

    def test_a_changed_bio_is_under_the_article_at_once(self):
        Author.objects.update(short_bio="<p>A later bio.</p>")
        page, markdown, *_ = self.pages()
        assert "A later bio." in page
        assert "A later bio." in markdown
