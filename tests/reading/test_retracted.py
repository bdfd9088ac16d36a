"""A retracted article says so at its address, and stands nowhere else."""

import json
import re

import pytest
from django.test import Client

from articles.models import Correction, Edition, Prompt, Publication
from articles.publishing.taking_down import Leaves
from tests import factories

SECRET = "Numbat-9920"
NOTICE = "The figures were invented. We regret this."
WORDED = {
    "standfirst": f"{SECRET} in the standfirst",
    "body": f"<h2>{SECRET}</h2><p>{SECRET} <a href='/articles/1/'>{SECRET}</a></p>",
    "search_title": f"{SECRET} title",
    "search_description": f"{SECRET} described",
    "original_url": f"https://example.org/{SECRET}",
    "notes": f"{SECRET} privately",
    "permission": f"{SECRET} permitted",
    "tags": (SECRET,),
}


class Scene:
    def __init__(self, leaves):
        Publication.objects.create(pk=1, name="The Lantern", default_disclaimer=None)
        self.editor = factories.editor()
        self.region = factories.region("Baltic")
        self.author = factories.author("Ada Lund")
        picture = factories.image(alt=SECRET, caption=SECRET, credit=SECRET)
        self.article = factories.published_article(
            by=self.editor,
            headline="Grain is counted",
            by_line=[self.author],
            regions=(self.region.pk,),
            themes=(factories.theme(SECRET).pk,),
            reports=(factories.report(SECRET).pk,),
            lead_image=picture.pk,
            source=factories.source(SECRET).pk,
            **WORDED,
        )
        self.linking = factories.published_article(
            by=self.editor,
            headline="Another",
            body=f'<p>See <a href="/articles/{self.article.pk}/#h">the grain</a>.</p>',
        )
        self.address = self.article.editions.get().get_absolute_url()
        if leaves:
            factories.retracted(
                self.article, by=self.editor, leaves=leaves, notice=NOTICE
            )

    def get(self, more=""):
        return Client().get(self.address + more)


@pytest.fixture
def scene(db, request):
    return Scene(getattr(request, "param", Leaves.TEXT))


either = pytest.mark.parametrize("scene", [*Leaves], indirect=True)
only_notice = pytest.mark.parametrize("scene", [Leaves.NOTICE], indirect=True)
not_yet = pytest.mark.parametrize("scene", [None], indirect=True)


def ld(answer):
    found = re.search(r"ld\+json\">(.*?)</script>", answer.text, re.DOTALL)
    return json.loads(found[1])


@either
def test_its_address_stays_and_says_so_above_the_headline(scene):
    answer = scene.get()
    assert answer.status_code == 200
    assert "This article is retracted." in answer.text
    assert answer.text.index(NOTICE) < answer.text.index("<h1")
    assert "Retracted: Grain is counted</h1>" in answer.text
    assert answer.text.partition("<main")[2].count(NOTICE) == 1
    assert '<meta name="robots" content="noindex">' in answer.text


@either
def test_machines_are_told_the_same_words(scene):
    data = ld(scene.get())
    assert data["headline"] == "Retracted: Grain is counted"
    assert data["description"] == NOTICE
    [comment] = data["correction"]
    assert (comment["@type"], comment["text"]) == ("CorrectionComment", NOTICE)
    assert data["dateModified"] == comment["datePublished"]
    notice = Correction.objects.get(article=scene.article)
    assert notice.kind == Correction.Kind.RETRACTION


@either
def test_so_is_whoever_takes_the_markdown(scene):
    answer = scene.get("article.md")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.text.startswith("> **Retraction, ")
    assert answer.text.index(NOTICE) < answer.text.index("# Retracted: Grain")


@either
def test_it_asks_its_reader_for_nothing_and_is_not_passed_on(scene):
    Prompt.objects.create(name="a", slot=Prompt.Slot.DONATION, text="Give.")
    answer = scene.get()
    assert "Give." not in answer.text
    assert "share-ways" not in answer.text
    assert "Give." in Client().get(scene.linking.editions.get().get_absolute_url()).text


@not_yet
def test_the_secret_is_in_everything_that_readers_get(scene):
    """Else the tests below would look for nothing."""
    for more in ("", "article.md"):
        assert scene.get(more).text.count(SECRET) > 5
    assert SECRET in Client().get("/search/?q=numbat").text
    edition = scene.article.editions.get()
    told = {name: str(value) for name, value in vars(edition).items()}
    assert {
        name for name, value in told.items() if SECRET.lower() in value.lower()
    } == {
        *("standfirst", "body", "text", "search_text", "search_title"),
        *("search_description", "original_url", "lead_words"),
    }


@only_notice
def test_with_the_notice_only_nothing_of_the_text_is_left(scene):
    for more in ("", "article.md", "?at=2020-01-01"):
        answer = scene.get(more)
        assert SECRET.lower() not in answer.text.lower()
        assert SECRET not in str(answer.headers)
    edition = Edition.objects.visible().get(article=scene.article)
    assert "article-margin" not in scene.get().text
    stored = Edition.objects.filter(pk=edition.pk).values().get()
    assert SECRET.lower() not in str(stored).lower()
    assert (stored["lead_image_id"], stored["source_id"]) == (None, None)


def test_else_the_text_stays_under_the_notice(scene):
    answer = scene.get()
    assert answer.text.index(NOTICE) < answer.text.index("<h2 id=")
    assert SECRET in scene.get("article.md").text


@either
def test_no_list_and_no_search_names_it(scene):
    reader = Client()
    pages = ["/", "/search/?q=grain", "/search/?q=numbat", "/search/?q=invented"]
    pages += [scene.region.get_absolute_url(), scene.author.get_absolute_url()]
    pages += ["/authors/", "/tags/", "/themes/", "/reports/"]
    for address in pages:
        assert "Grain is counted" not in reader.get(address).text, address
        assert SECRET not in reader.get(address).text, address


@either
def test_links_of_ours_say_that_it_is_retracted(scene):
    page = Client().get(scene.linking.editions.get().get_absolute_url())
    link = f'<a href="{scene.address}#h">the grain</a> (retracted).'
    assert link in page.text


@either
def test_reinstated_it_is_what_it_was_with_a_note(scene):
    note = "A second count has shown the figures to be right."
    factories.reinstated(scene.article, by=scene.editor, notice=note)
    answer = scene.get()
    assert "This article is retracted." not in answer.text
    assert (
        '<h1 class="headline" lang="en" dir="ltr">Grain is counted</h1>' in answer.text
    )
    assert SECRET in answer.text
    for words in (note, NOTICE):
        assert answer.text.index("<h1") < answer.text.index(f"</strong> {words}")
    assert "noindex" not in answer.text
    assert "Grain is counted" in Client().get(scene.region.get_absolute_url()).text
    assert "(retracted)" not in (
        Client().get(scene.linking.editions.get().get_absolute_url()).text
    )


@either
def test_costs_six_queries_as_any_article(scene, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        scene.get()


def test_a_page_about_ourselves_says_so_too(db):
    editor = factories.editor()
    page = factories.published_article(by=editor, kind="page", headline="About us")
    factories.retracted(page, by=editor, notice=NOTICE)
    answer = Client().get(page.editions.visible().get().get_absolute_url())
    assert answer.text.index(NOTICE) < answer.text.index("<h1")
    assert 'content="noindex"' in answer.text


def test_a_headline_of_any_length_can_be_retracted(db):
    editor = factories.editor()
    long = factories.published_article(by=editor, headline="Word " * 59 + "end")
    edition = factories.retracted(long, by=editor)
    assert len(edition.headline) <= 300
    assert edition.headline.startswith("Retracted: Word")
