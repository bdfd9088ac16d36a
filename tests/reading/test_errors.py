"""Pages for when there is no page."""

from django.test import RequestFactory, SimpleTestCase, TestCase

from articles.models import Publication
from articles.reading import errors


class NotFoundTests(TestCase):
    def test_stands_in_the_frame_and_offers_a_search(self):
        Publication.objects.create(pk=1, name="The Lantern")
        response = self.client.get("/nowhere/")
        self.assertContains(response, "The Lantern", status_code=404)
        self.assertContains(response, 'type="search"', status_code=404)

    def test_does_not_print_the_address_that_was_asked_for(self):
        response = self.client.get("/<script>alert(1)</script>/")
        self.assertNotContains(response, "alert(1)", status_code=404)


class ServerErrorTests(SimpleTestCase):
    """SimpleTestCase: a query would fail it."""

    def test_says_so_without_the_database(self):
        response = errors.server_error(RequestFactory().get("/"))
        self.assertContains(response, "Something went wrong here", status_code=500)
