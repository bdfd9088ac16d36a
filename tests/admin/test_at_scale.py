"""What the desk costs its weakest role with 1,000 articles, and with 20,000."""

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from articles.editing import publication
from articles.models import Article, Edition, Stage
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import change_page, filled, list_page
from tests.admin.test_unsaved import report
from tests.newsroom import Newsroom

CALENDAR, FIND = "/admin/calendar/", "/admin/search/"
# With session, account, groups and all that an address costs.
MOST = {
    "desk of a writer": 23,
    "desk of an editor": 37,
    "list": 12,
    "list narrowed": 12,
    "list searched": 12,
    "list by a saved filter": 12,
    "calendar": 13,
    "crowded calendar": 13,
    "find": 17,
    "found while typing": 14,
    "autosave": 8,
    "save": 25,
    "publish": 30,
}


class ScaleTests(TestCase):
    def setUp(self):
        self.writer = factories.user(Role.WRITER)
        self.editor = factories.user(Role.EDITOR)
        self.newsroom = Newsroom([self.writer, self.editor])
        self.client.force_login(self.writer)
        self.client.get(list_page())  # a session is renewed once in ten minutes

    def test_costs_the_weakest_role_no_more_with_20000_articles_than_with_1000(self):
        self.newsroom.grow(1000)
        few = self.costs()
        self.newsroom.grow(20_000)
        many = self.costs()
        self.assertEqual(many, few)
        dear = {deed: cost for deed, cost in many.items() if cost > MOST[deed]}
        self.assertEqual(dear, {})

    def costs(self):
        own = Article.objects.filter(created_by=self.writer, stage=Stage.DRAFT).last()
        form = filled(self.client.get(change_page(own)))
        editor = Client()
        editor.force_login(self.editor)
        editor.get("/admin/")
        return {
            "desk of a writer": self.cost_of("/admin/"),
            "desk of an editor": self.counted(lambda: editor.get("/admin/")),
            "list": self.cost_of(list_page()),
            "list narrowed": self.cost_of(f"{list_page()}?readers=live&stage=approved"),
            "list searched": self.cost_of(f"{list_page()}?q=tide+19"),
            "list by a saved filter": self.cost_of(f"{list_page()}?lacks=place"),
            "calendar": self.cost_of(f"{CALENDAR}?on=2010-03-01"),
            "crowded calendar": self.cost_of(f"{CALENDAR}?on=2010-01-01&kind=news"),
            "find": self.cost_of(f"{FIND}?q=tide"),
            "found while typing": self.counted(
                lambda: self.client.get(
                    f"{FIND}?q=tide+19", headers={"accept": "application/json"}
                )
            ),
            "autosave": self.counted(
                lambda: report(self.client, self.writer, own, form="headline=x")
            ),
            "save": self.counted(
                lambda: self.client.post(
                    change_page(own), {**form, "headline": "Mended", "_save": ""}
                )
            ),
            "publish": self.counted(lambda: self.publish(own)),
        }

    def cost_of(self, address):
        return self.counted(lambda: self.client.get(address))

    def publish(self, article):
        """As an editor who just came, for writers may not."""
        version = Article.objects.get(pk=article.pk).version
        publication.publish(
            article, by=User.objects.get(pk=self.editor.pk), seen=version
        )
        return Edition.objects.visible().get(article=article)

    def counted(self, act):
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)
