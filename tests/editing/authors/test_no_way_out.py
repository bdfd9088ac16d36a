"""No text with an author about whom nobody has decided reaches a reader."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.editing import batches, copies, publication, review, schedule
from articles.editing.authors.proposing import propose
from articles.editing.dossiers.releasing import release
from articles.editing.fixes import deciding
from articles.editing.previews import make_link
from articles.models import Article, Batch, Edition
from articles.models.actions import Role
from articles.models.batch import Result
from articles.models.snapshot import CreditLine
from tests import factories
from tests.admin.pages import fresh
from tests.exchanging.papers import paper

pytestmark = pytest.mark.django_db
NAME = "Quirina Vexley"
HOUR = timedelta(hours=1)
PUBLIC = (
    *("/", "/authors/", "/regions/", "/themes/", "/reports/", "/tags/"),
    *(
        "/corrections/",
        "/search/?q=Quirina",
        "/search/?q=headline",
        "/authors/quirina/",
    ),
)


class Scene:
    """A live article of a report whose desk copy names a proposed author."""

    def __init__(self):
        self.publisher = factories.user(Role.PUBLISHER)
        self.writer = factories.user(Role.WRITER)
        self.ours = factories.author("Ada Lund")
        self.report = factories.report("The dam")
        self.article = factories.published_article(
            by=self.publisher, by_line=[self.ours], reports=(self.report.pk,)
        )
        self.jane = propose(NAME, "Writes.", by=self.writer)
        self.rework(credits=(CreditLine(self.jane.pk),), body="<p>New words.</p>")

    def rework(self, **changes):
        factories.reworked(fresh(self.article), by=self.publisher, **changes)

    def seen(self, article=None):
        article = fresh(article or self.article)
        return article, {"by": self.publisher, "seen": article.version}


@pytest.fixture
def scene():
    return Scene()


def approve(scene):
    article, said = scene.seen()
    review.approve(article, **said)


def publish(scene):
    article, said = scene.seen()
    publication.publish(article, **said)


def override(scene):
    article, said = scene.seen()
    publication.publish_overriding(article, **said, why="It is urgent")


def schedule_it(scene):
    article, said = scene.seen()
    schedule.schedule(article, **said, live_from=timezone.now() + HOUR)


def use_this_text(scene):
    scene.rework(credits=(CreditLine(scene.ours.pk),))
    edition = factories.scheduled(
        fresh(scene.article), timezone.now() + HOUR, by=scene.publisher
    )
    scene.rework(credits=(CreditLine(scene.jane.pk),))
    _, said = scene.seen()
    when = schedule.as_seen(edition)
    schedule.use_this_text(edition, **said, when=when)


def release_it(scene):
    article, _ = scene.seen()
    release(scene.report, by=scene.publisher, seen={article.pk: article.version})


def restore(scene):
    """An older version with the name in it, after it was taken out."""
    number = fresh(scene.article).version
    scene.rework(credits=(CreditLine(scene.ours.pk),))
    article, said = scene.seen()
    copies.restore(article, number, **said)
    publish(scene)


def duplicate(scene):
    article, said = scene.seen()
    copy = copies.duplicate(article, **said).article
    publication.publish(copy, by=scene.publisher, seen=copy.version)


def translate(scene):
    article, said = scene.seen()
    copy = copies.translate(article, "fr", **said).article
    publication.publish(copy, by=scene.publisher, seen=copy.version)


def decide_about_a_held_back_text(scene):
    """Whoever puts together what a fix held back cannot bring the name in."""
    scene.rework(credits=(CreditLine(scene.ours.pk),), headline="Other")
    edition = factories.scheduled(
        fresh(scene.article), timezone.now() + HOUR, by=scene.publisher
    )
    fix = factories.fixed(fresh(scene.article), by=scene.publisher, headline="Fixed")
    edition.refresh_from_db()
    text = replace(edition.revision.snapshot, credits=(CreditLine(scene.jane.pk),))
    seen = fix.edition.revision.number
    deciding.schedule_again(edition, text, by=scene.publisher, seen=seen)


WAYS = [
    *(approve, publish, override, schedule_it, use_this_text, release_it, restore),
    *(duplicate, translate, decide_about_a_held_back_text),
]


def leaks(client):
    """Return where readers find the name."""
    articles = [reverse("articles:article_by_number", args=[1])]
    for edition in Edition.objects.visible():
        address = edition.get_absolute_url()
        articles += [address, f"{address}article.md", f"{address}history/"]
    places = [*PUBLIC, *articles, *_feeds(client)]
    return [place for place in places if NAME in client.get(place, follow=True).text]


def _feeds(client):
    page = client.get("/").text
    return [part.split('"')[0] for part in page.split('href="') if "feed" in part[:60]]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_is_refused(scene, way):
    with pytest.raises(ValidationError, match=f"decided yet about “{NAME}”"):
        way(scene)
    named = [str(line) for line in Edition.objects.values_list("credits", flat=True)]
    assert not any(f"[{scene.jane.pk}," in line for line in named)
    assert leaks(Client()) == []


@pytest.mark.parametrize("what", [Batch.What.PUBLISH, Batch.What.APPROVE])
def test_several_at_once_leave_it_out(scene, what):
    article = fresh(scene.article)
    chosen = {article.pk: article.version}
    batch = batches.carry_out(what, chosen, by=scene.publisher, options={})
    batch.refresh_from_db()
    [line] = batch.report
    assert line.result != Result.DONE
    assert NAME in line.words
    assert leaks(Client()) == []


def test_a_fix_of_what_readers_see_leaves_the_name_on_the_desk(scene):
    factories.fixed(fresh(scene.article), by=scene.publisher, headline="Fixed")
    assert Edition.objects.visible().get().credit_lines[0].author == scene.ours.pk
    assert fresh(scene.article).has_proposed_author
    assert leaks(Client()) == []


def test_what_was_retracted_is_reinstated_without_the_name(scene):
    factories.retracted(fresh(scene.article), by=scene.publisher)
    factories.reinstated(fresh(scene.article), by=scene.publisher)
    assert leaks(Client()) == []


def test_an_import_files_it_and_does_not_publish(scene, tmp_path):
    file = tmp_path / "paper.md"
    text = paper(replace={"[Jane Doe](#) and": f"[{NAME}](#) and"})
    file.write_text(text.replace("Jane Doe", NAME))
    errors = io.StringIO()
    with pytest.raises(CommandError):
        call_command(
            *("import_article", str(file)),
            publish=True,
            by=scene.publisher.username,
            stdout=io.StringIO(),
            stderr=errors,
        )
    assert NAME in errors.getvalue()
    assert Edition.objects.visible().count() == 1
    assert leaks(Client()) == []


def test_a_preview_names_them_and_leads_nowhere(scene):
    link = make_link(fresh(scene.article), by=scene.publisher, days=7)
    page = Client().get(reverse("articles:preview", args=[link.token])).text
    assert NAME in page
    assert scene.jane.slug not in page
    assert "Writes." not in page


def test_the_flag_on_the_row_is_what_the_byline_says(scene):
    assert fresh(scene.article).has_proposed_author
    scene.rework(headline="Another")
    assert fresh(scene.article).has_proposed_author
    scene.rework(credits=(CreditLine(scene.ours.pk), CreditLine(scene.jane.pk)))
    assert fresh(scene.article).has_proposed_author
    scene.rework(credits=(CreditLine(scene.ours.pk),))
    assert not Article.objects.filter(has_proposed_author=True).exists()
