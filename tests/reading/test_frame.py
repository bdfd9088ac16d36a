"""What surrounds every page."""

from django.test import TestCase

from articles.models import Prompt, Publication


class FrameTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Publication.objects.create(
            name="The Lantern",
            tagline="Light by night",
            social_accounts="https://www.social.example/@lantern\njavascript:alert(1)",
        )

    def test_carries_the_publication_s_name_and_accounts(self):
        response = self.client.get("/regions/")
        for part in ("The Lantern", "social.example/@lantern"):
            self.assertContains(response, part)
        self.assertNotContains(response, "javascript:")

    def test_carries_a_notice_above_everything(self):
        Prompt.objects.create(
            name="Closed",
            slot=Prompt.Slot.NOTICE,
            text="Closed on Monday.",
            button="Why",
            url="/why/",
        )
        page = self.client.get("/regions/").content.decode()
        self.assertLess(page.index("Closed on Monday."), page.index("The Lantern</a>"))
        self.assertIn('<a href="/why/">Why</a>', page)

    def test_a_browser_s_request_for_the_sign_is_answered(self):
        response = self.client.get("/favicon.ico")
        self.assertEqual(response.url, "/static/img/favicon.ico")

    def test_names_itself_whatever_host_it_is_asked_as(self):
        page = self.client.get("/regions/?utm_source=x", HTTP_HOST="localhost")
        canonical = '<link rel="canonical" href="http://127.0.0.1:8000/regions/">'
        self.assertContains(page, canonical, html=True)
