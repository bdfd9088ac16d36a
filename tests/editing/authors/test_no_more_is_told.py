"""Where one thing done to an author meets another, readers and staff learn no more."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles.editing import bin as deleting
from articles.editing import copies, publication, things
from articles.editing.authors import bylines, proposing, withholding
from articles.editing.authors.bylines import Accepted, Declined, Said
from articles.editing.authors.erasing import What, erase
from articles.editing.authors.pen_names import keeping
from articles.editing.authors.pen_names.moving import move_bylines
from articles.editing.authors.proposing import Newcomer
from articles.editing.authors.steps import last_step
from articles.editing.merging import undo_merge
from articles.models import Article, AuthorStep, Merge, Publication
from articles.models.snapshot import CreditLine
from tests import factories
from tests.admin.authors.secret_newsroom import tables_saying
from tests.browsing import signed_in
from tests.editing.merging.test_merging import merged
from tests.exchanging.papers import PAPER
from tests.exchanging.test_import_article import take_in  # noqa: F401

pytestmark = pytest.mark.django_db
REAL = "Marguerite Zyxwillow"


@pytest.fixture
def admin():
    Publication.objects.create(pk=1, name="The Ledger")
    return factories.user("superuser")


@pytest.fixture
def proposed(admin):
    """Return an article in whose byline a writer has proposed somebody, and them."""
    text = replace(factories.snapshot(), credits=(CreditLine(-1),))
    said = Said(newcomers={-1: Newcomer("Jane Doe", "Counts ships.")})
    article = bylines.create(text, said, by=factories.user("Writer")).article
    return article, article.authors.get()


@pytest.fixture
def pen(admin):
    author = factories.author("A. Reed", kind="pen name")
    return keeping.entrust(author, by=admin, real_name=REAL)


def withhold(author, on, by):
    said = {"seen": last_step(author), "why": "She asked."}
    withholding.withhold(author, on, by=by, **said)


def move(pen, author, article, by):
    move_bylines(pen, author, [article.pk], by=by, seen=pen.touched_at)


@pytest.mark.parametrize("how", ["translate", "duplicate"])
def test_a_copy_names_nobody_whom_its_original_withholds(admin, how):
    author = factories.author("Quilla Marchetti")
    article = factories.published_article(by=admin, by_line=[author])
    withhold(author, [article.pk], admin)
    article.refresh_from_db()
    options = {"by": admin, "seen": article.version}
    if how == "translate":
        copies.translate(article, "fr", **options)
    else:
        copies.duplicate(article, **options)
    copy = Article.objects.exclude(pk=article.pk).get()
    factories.reworked(copy, by=admin, headline="Dangereux")
    copy.refresh_from_db()
    publication.publish(copy, by=admin, seen=copy.version)
    page = Client().get(copy.editions.visible().get().get_absolute_url())
    assert "Dangereux" in page.text
    assert "Quilla" not in page.text


def test_who_is_proposed_is_merged_neither_way(admin, proposed):
    _, jane = proposed
    other = factories.author("Ann")
    for pair in ((jane, other), (other, jane)):
        with pytest.raises(ValidationError, match="decide about that first"):
            merged(*pair, admin)


def test_who_was_one_of_ours_after_all_does_not_come_back_unasked(admin, proposed):
    _, jane = proposed
    other = factories.author("Ann")
    proposing.use_instead(jane, other, by=admin, seen=jane.version)
    other.refresh_from_db()
    with pytest.raises(ValidationError, match="was only proposed"):
        undo_merge(Merge.objects.get(), by=admin, seen=other.version)


def test_who_was_accepted_keeps_the_address_when_that_is_undone(admin, proposed):
    _, jane = proposed
    accepted = Accepted(jane.pk, jane.version, Newcomer("Jane Doe"))
    bylines.accept(jane, accepted, by=admin)
    jane.refresh_from_db()
    things.undo(jane, by=admin, seen=jane.version)
    jane.refresh_from_db()
    assert jane.slug == "jane-doe"


def test_nobody_takes_out_whom_a_colleague_has_accepted_meanwhile(admin, proposed):
    article, jane = proposed
    accepted = Accepted(jane.pk, jane.version, Newcomer("Jane Doe"))
    bylines.accept(jane, accepted, by=admin)
    article.refresh_from_db()
    said = Said(answers=[Declined(jane.pk, "No.")])
    with pytest.raises(ValidationError, match="decided about"):
        bylines.save(
            *(article, article.snapshot(), said), by=admin, seen=article.version
        )
    assert article.credits.filter(author=jane).exists()


def test_what_lies_in_the_bin_keeps_nobody_from_declining(admin, proposed):
    article, jane = proposed
    binned = factories.article(by=admin, by_line=[jane])
    deleting.delete(binned, by=admin, seen=binned.version)
    proposing.decline(jane, by=admin, why="Nobody knows her.")
    assert not article.credits.filter(author=jane).exists()


@pytest.mark.parametrize("how", ["merged", "renamed"])
def test_no_real_name_is_kept_where_old_addresses_lead(admin, how):
    reed, real = factories.author("A. Reed"), factories.author(REAL)
    if how == "merged":
        merged(real, reed, admin)
        reed.refresh_from_db()
        content = reed.content().changed(kind="pen name")
    else:
        reed.delete()
        reed = real
        new = {"name": "A. Reed", "slug": "a-reed", "kind": "pen name"}
        content = reed.content().changed(**new)
    reed = things.save(reed, content, by=admin, seen=reed.version).thing
    with pytest.raises(ValidationError, match="called otherwise once"):
        keeping.entrust(reed, by=admin, real_name=REAL)


def test_moved_bylines_leave_no_word_of_where_a_name_was_withheld(admin, pen):
    author = factories.author(REAL)
    article = factories.published_article(by=admin, by_line=[author])
    withhold(author, [article.pk], admin)
    move(pen, author, article, admin)
    author.refresh_from_db()
    assert author.withheld_on == []
    assert AuthorStep.objects.get(kind="withheld").text == ""
    page = Client().get(pen.author.get_absolute_url())
    assert article.headline in page.text


def test_a_file_that_is_imported_again_tells_nobody_behind_a_pen_name(
    admin,
    take_in,  # noqa: F811
):
    take_in(PAPER)
    article = Article.objects.get()
    author = article.authors.get(name="Jane Doe")
    record = keeping.entrust(
        factories.author("B. Reed", kind="pen name"), by=admin, real_name="Jane Doe"
    )
    move(record, author, article, admin)
    take_in(PAPER)
    credited = {
        line.author
        for each in Article.objects.all()
        for line in each.snapshot().credits
    }
    assert author.pk not in credited


def erase_name(author, by):
    author.refresh_from_db()
    said = {"seen": last_step(author), "name": author.name, "why": "She asked."}
    erase(author, [What.NAME], by=by, **said)


def test_an_erased_name_is_in_no_log_of_how_it_came(admin, proposed):
    _, jane = proposed
    accepted = Accepted(jane.pk, jane.version, Newcomer("Jane Doe"))
    bylines.accept(jane, accepted, by=admin)
    erase_name(jane, admin)
    assert tables_saying("jane doe") == set()


def test_an_erased_name_is_kept_by_nobody_who_was_one_with_it(admin):
    other, author = factories.author("Ann Other"), factories.author(REAL)
    made = merged(author, other, admin, other_names=f"A. Other\n{REAL}")
    other.refresh_from_db()
    undo_merge(made, by=admin, seen=other.version)
    erase_name(author, admin)
    assert tables_saying("zyxwillow") == set()


@pytest.mark.parametrize("page", ["merge", "unmerge"])
def test_who_reads_no_desk_copy_reads_none_where_authors_are_merged(admin, page):
    gone, stays = factories.author("J. Doe"), factories.author("Jane Doe")
    if page == "unmerge":
        merged(gone, stays, admin)
    by_line = [gone if page == "merge" else stays]
    factories.article(by=admin, by_line=by_line, headline="Embargoed scoop")
    address = reverse(f"admin:articles_author_{page}", args=[gone.pk])
    answers = {
        role: signed_in(factories.user(role)).get(address, {"into": stays.pk})
        for role in ("Authors' desk", "Editor")
    }
    told = {role: "Embargoed scoop" in answers[role].text for role in answers}
    assert told == {"Authors' desk": False, "Editor": True}


@pytest.mark.parametrize("digits", [30, 5000])
def test_no_number_is_too_long_for_a_byline(admin, digits):
    article = factories.article(by=admin)
    answer = signed_in(admin).post(
        reverse("admin:articles_article_change", args=[article.pk]),
        {
            "headline": "Typed meanwhile",
            "seen": article.version,
            "credits-TOTAL_FORMS": 1,
            "credits-INITIAL_FORMS": 0,
            "credits-0-author": "9" * digits,
            "credits-0-role": "author",
        },
    )
    assert (answer.status_code, "Typed meanwhile" in answer.text) == (200, True)
