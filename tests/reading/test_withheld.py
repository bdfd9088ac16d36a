"""A name that is withheld is on no page of readers, in no format, at no moment."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles.editing import previews, things
from articles.editing.authors import hiding, withholding
from articles.editing.authors.steps import last_step
from articles.models import AuthorPlacement, Disclaimer, Publication, StartHere
from tests import factories
from tests.editing.merging.test_merging import merged, undone
from tests.reading.test_nothing_private import public_addresses

NAME = "Quilla Marchetti"
FORMER = "Ada Lund"
BIO = "She counts grain in Riga."
WORDING = "Our Q. Marchetti"
HEADLINE = "Who counts the grain"
WHY = "She is threatened."


@pytest.fixture
def admin(db):
    return factories.user("superuser")


@pytest.fixture
def author(admin):
    """An author who was called otherwise when her articles were frozen."""
    author = factories.author(
        FORMER,
        short_bio=f"<p>{BIO}</p>",
        photo=factories.image(),
        links="https://social.example/@quilla",
        honorific="Dr",
    )
    disclaimer = Disclaimer.objects.create(
        name="Usual", text="<p>{authors} writes for herself in {year}.</p>"
    )
    Publication.objects.update_or_create(
        pk=1,
        defaults={
            "name": "The Ledger",
            "default_disclaimer": disclaimer,
            "shows_history": True,
        },
    )
    return author


@pytest.fixture
def article(author, admin):
    other = factories.author("Bo Strand", short_bio="<p>Bo.</p>")
    told = {
        "regions": (factories.region("Baltic").pk,),
        "themes": (factories.theme("Ports").pk,),
        "reports": (factories.report("Cables").pk,),
        "tags": ("grain",),
    }
    early = timezone.now() - timedelta(days=2)
    by_line = [author, other]
    factories.published_article(
        by=admin, now=early, headline="Another one", by_line=by_line, **told
    )
    article = factories.published_article(
        by=admin, now=early, headline=HEADLINE, by_line=by_line, **told
    )
    StartHere.objects.create(report_id=told["reports"][0], article=article)
    article.refresh_from_db()
    [line, *others] = article.snapshot().credits
    worded = type(line)(line.author, line.role, WORDING)
    factories.reworked(article, by=admin, credits=(worded, *others))
    factories.published_again(article, by=admin, now=early + timedelta(days=1))
    factories.corrected(article, "It was weighed, too.", by=admin)
    previews.make_link(article, by=admin, days=1)
    renamed = author.content().changed(name=NAME)
    return things.save(author, renamed, by=admin, seen=1) and article


def withheld(author, on, admin):
    said = {"seen": last_step(author), "why": WHY}
    return withholding.withhold(author, on, by=admin, **said)


def named_again(author, admin):
    said = {"seen": last_step(author), "why": WHY}
    return withholding.show_name(author, by=admin, **said)


def all_said(article, more=()):
    """Return what every public address says, by address; as it was once, too."""
    client = Client()
    once = (timezone.now() - timedelta(hours=36)).strftime("%Y-%m-%dT%H:%M")
    said = {}
    staff = Client()
    staff.force_login(factories.user("Editor"))
    for place in [*public_addresses(article), *more, "/search/?q=quilla", "/"]:
        if place.startswith("/your-entry/"):
            continue  # who opens that is the author
        said[place] = client.get(place).text
        at = f"{place}{'&' if '?' in place else '?'}at={once}"
        said[at] = staff.get(at).text
    return said


def leaks(said, *words):
    """Return where a word stands that is not in the very address asked for."""
    return [
        (place, word)
        for place, text in said.items()
        for word in words
        if word in text and word not in place
    ]


EVERYTHING = (NAME, FORMER, "Marchetti", "Lund", BIO, "social.example", "ada-lund")


@pytest.mark.django_db
def test_before_that_it_stands_everywhere(article):
    """Else the tests below would look for nothing."""
    said = all_said(article)
    for word in (NAME, FORMER, WORDING, BIO, "social.example"):
        assert len(leaks(said, word)) >= 2, word
    assert any(NAME in text for place, text in said.items() if "preview" in place)


@pytest.mark.django_db
def test_withheld_everywhere_it_is_nowhere(article, author, admin):
    withheld(author, withholding.ALL, admin)
    said = all_said(article)
    assert leaks(said, *EVERYTHING) == []
    assert len([text for text in said.values() if "Name withheld" in text]) >= 8
    assert len([text for text in said.values() if "Bo Strand" in text]) >= 8
    assert Client().get("/authors/ada-lund/").status_code == 404


@pytest.mark.django_db
def test_an_article_that_goes_out_later_does_not_name_them_either(
    article, author, admin
):
    withheld(author, withholding.ALL, admin)
    later = factories.published_article(by=admin, headline="Later", by_line=[author])
    assert (
        leaks(all_said(article, [later.editions.get().get_absolute_url()]), NAME) == []
    )
    assert not AuthorPlacement.objects.filter(term=author).exists()


@pytest.mark.django_db
def test_a_name_left_while_it_is_withheld_is_told_by_no_small_print(
    article, author, admin
):
    withheld(author, withholding.ALL, admin)
    between = author.content().changed(name="Zora Vell")
    author.refresh_from_db()
    things.save(author, between, by=admin, seen=author.version)
    later = factories.published_article(by=admin, headline="Later", by_line=[author])
    author.refresh_from_db()
    last = author.content().changed(name=NAME)
    things.save(author, last, by=admin, seen=author.version)
    edition = later.editions.get()
    assert "Zora Vell" in edition.disclaimer
    said = all_said(article, [edition.get_absolute_url()])
    assert leaks(said, "Zora") == []


@pytest.mark.django_db
def test_on_one_article_only_that_one_does_not_name_them(article, author, admin):
    withheld(author, [article.pk], admin)
    page = Client().get(article.editions.visible().get().get_absolute_url()).text
    assert leaks({"page": page}, *EVERYTHING) == []
    assert HEADLINE not in Client().get("/authors/ada-lund/").text
    other = Client().get("/authors/ada-lund/").text
    assert NAME in other
    assert "Another one" in other
    other = AuthorPlacement.objects.filter(term=author).first().edition
    page = Client().get(other.get_absolute_url()).text
    assert NAME in page
    more = page.partition("Articles by:")[2].partition("</section>")[0]
    assert HEADLINE not in more


@pytest.mark.django_db
def test_an_author_of_one_article_leaves_the_index_with_its_name(admin):
    author = factories.author("Ada Lund")
    article = factories.published_article(by=admin, by_line=[author])
    assert "Ada Lund" in Client().get("/authors/").text
    withheld(author, [article.pk], admin)
    assert "Ada Lund" not in Client().get("/authors/").text


@pytest.mark.django_db
def test_search_engines_are_told_the_publication(article, author, admin):
    withheld(author, [article.pk], admin)
    page = Client().get(article.editions.visible().get().get_absolute_url()).text
    assert '"author":[{"@type":"NewsMediaOrganization","name":"The Ledger"' in (
        page.replace(": ", ":").replace(", ", ",")
    )


@pytest.mark.django_db
def test_shown_again_every_page_and_place_is_as_it_was(article, author, admin):
    def places():
        rows = AuthorPlacement.objects.order_by("edition", "term")
        names = ("edition", "term", "article", "published_at", "live_from")
        return list(rows.values_list(*names, "live_until", "listed", "settled"))

    def pages():
        client = Client()
        return [client.get(place).text for place in addresses]

    # The page of a link of one's own is the author's.
    known = public_addresses(article)
    addresses = [each for each in known if not each.startswith("/your-entry/")]
    were, stood = pages(), places()
    for on in ([article.pk], withholding.ALL, [article.pk]):
        withheld(author, on, admin)
        author.refresh_from_db()
    assert places() != stood
    named_again(author, admin)
    assert places() == stood
    assert pages() == were


@pytest.mark.django_db
def test_a_hidden_page_is_no_page_and_no_link_leads_there(article, author, admin):
    hiding.hide(author, by=admin, seen=0, why=WHY)
    assert Client().get("/authors/ada-lund/").status_code == 404
    said = all_said(article)
    assert leaks(said, "ada-lund") == []
    page = said[article.editions.visible().get().get_absolute_url()]
    assert WORDING in page
    assert BIO in page
    hiding.show(author, by=admin, seen=last_step(author), why=WHY)
    assert Client().get("/authors/ada-lund/").status_code == 200


@pytest.mark.django_db
def test_it_costs_a_reader_nothing(article, author, admin, django_assert_num_queries):
    place = article.editions.visible().get().get_absolute_url()
    client = Client()
    withheld(author, withholding.ALL, admin)
    for address, queries in ((place, 6), (f"{place}article.md", 6)):
        with django_assert_num_queries(queries):
            client.get(address)


@pytest.mark.django_db
def test_who_is_withheld_is_not_merged_which_would_tell_of_both(author, admin):
    other = factories.author("Signe Dahl")
    for withheld_one, into in ((author, other), (other, author)):
        withheld(withheld_one, withholding.ALL, admin)
        for pair in ((withheld_one, into), (into, withheld_one)):
            with pytest.raises(ValidationError, match="Show name and page again"):
                merged(*pair, admin)
        withheld_one.refresh_from_db()
        named_again(withheld_one, admin)


class TestOfTwoWhoAreOne:
    """However one was merged into the other, and after that was undone."""

    @pytest.fixture(autouse=True)
    def scene(self, admin):
        Publication.objects.create(pk=1, name="The Ledger")
        self.admin = admin
        self.gone, self.stays = factories.author("J. Doe"), factories.author("Jane Doe")
        self.by_gone = self.published("By J.", self.gone)
        self.by_both = self.published("By both", self.gone, self.stays)
        self.by_stays = self.published("By Jane", self.stays)

    def published(self, headline, *authors):
        return factories.published_article(
            by=self.admin, headline=headline, by_line=authors
        )

    def listed(self, author):
        rows = AuthorPlacement.objects.filter(term=author)
        return set(rows.values_list("edition__headline", flat=True))

    def unnamed(self):
        """Return the headlines of the articles whose byline withholds a name."""
        articles = (self.by_gone, self.by_both, self.by_stays)
        pages = {
            each.headline: Client().get(each.editions.last().get_absolute_url()).text
            for each in articles
        }
        return {name for name, page in pages.items() if "Name withheld" in page}

    def test_the_survivors_name_is_withheld_where_the_absorbed_number_stands(self):
        made = merged(self.gone, self.stays, self.admin)
        self.stays.refresh_from_db()
        withheld(self.stays, [self.by_gone.pk], self.admin)
        assert self.unnamed() == {"By J."}
        assert self.listed(self.stays) == {"By both", "By Jane"}
        for place in ("/authors/jane-doe/", "/authors/jane-doe/feed/"):
            answer = Client().get(place)
            assert (answer.status_code, "By J." in answer.text) == (200, False)
        with pytest.raises(ValidationError, match="Show name and page again"):
            undone(made, self.admin)
        assert self.unnamed() == {"By J."}

    def test_a_name_that_is_shown_again_is_shown_under_both_numbers(self):
        made = merged(self.gone, self.stays, self.admin)
        self.stays.refresh_from_db()
        withheld(self.stays, withholding.ALL, self.admin)
        assert self.unnamed() == {"By J.", "By both", "By Jane"}
        assert self.listed(self.stays) == set()
        named_again(self.stays, self.admin)
        assert self.unnamed() == set()
        assert self.listed(self.stays) == {"By J.", "By both", "By Jane"}
        undone(made, self.admin)
        assert self.unnamed() == set()
        assert self.listed(self.gone) == {"By J.", "By both"}
