"""A byline that is moved to a pen name was never anybody else's."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editing import bin as deleting
from articles.editing import desk, review, things, undo
from articles.editing.authors.pen_names import keeping
from articles.editing.authors.pen_names.moving import move_bylines
from articles.editing.outcomes import Saved
from articles.editing.unsaved import keep_unsaved, unsaved_by
from articles.models import (
    Article,
    Author,
    AuthorPlacement,
    Credit,
    Disclaimer,
    Edition,
    Event,
    FormerSlug,
    PenName,
    Publication,
    Revision,
)
from articles.models.snapshot import CreditLine
from articles.publishing import editions
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def editor():
    return factories.editor()


@pytest.fixture
def writer():
    return factories.author("Marguerite Zyxwillow")


@pytest.fixture
def record(editor):
    pen = factories.author("A. Reed", kind=Author.Kind.PEN_NAME)
    return keeping.entrust(pen, by=editor, real_name="Marguerite Zyxwillow")


def moved(record, author, articles, *, by):
    record = PenName.objects.get(pk=record.pk)
    chosen = [article.pk for article in articles]
    return move_bylines(record, author, chosen, by=by, seen=record.touched_at)


def every_credit(article):
    """Return the ids that stand anywhere in the credits of an article."""
    rows = [row.content["credits"] for row in Revision.objects.filter(article=article)]
    rows += [row.credits for row in Edition.objects.filter(article=article)]
    found = {line[0] for lines in rows for line in lines}
    found |= set(
        Credit.objects.filter(article=article).values_list("author", flat=True)
    )
    placed = AuthorPlacement.objects.filter(article=article)
    return found | set(placed.values_list("term", flat=True))


def test_no_text_of_any_time_names_the_other_author(editor, writer, record):
    article = factories.published_article(by=editor, by_line=[writer])
    factories.reworked(article, by=editor, headline="Second")
    article = factories.published_again(article, by=editor).article
    factories.reworked(article, by=editor, headline="To come")
    factories.scheduled(article, timezone.now() + HOUR, by=editor)
    factories.fixed(article, by=editor, headline="Fixed")
    mine = replace(article.snapshot(), headline="Kept aside")
    desk.save(article, mine, by=editor, seen=1)
    assert moved(record, writer, [article], by=editor) == [article.pk]
    assert every_credit(article) == {record.author_id}
    assert article.editions.count() == 4
    assert not FormerSlug.objects.exists()


def test_small_print_names_the_pen_name_under_every_name_that_was_printed(
    editor, record
):
    publication = Publication.objects.current()
    small = Disclaimer.objects.create(name="Usual", text="<p>By {authors}, {year}.</p>")
    publication.default_disclaimer = small
    publication.save()
    author = factories.author("Anne O’Hara & Son")
    article = factories.published_article(by=editor, by_line=[author])
    married = author.content().changed(name="Anne O’Hara")
    things.save(author, married, by=editor, seen=1)
    factories.reworked(article, by=editor, headline="Second")
    factories.published_again(article, by=editor)
    told = [edition.disclaimer for edition in article.editions.order_by("live_from")]
    assert ["O’Hara &amp; Son," in words for words in told] == [True, False]
    Disclaimer.objects.update(text="<p>Another one.</p>")
    moved(record, author, [article], by=editor)
    year = timezone.now().year
    told = {edition.disclaimer for edition in article.editions.all()}
    assert told == {f"<p>By A. Reed, {year}.</p>"}


def test_all_else_of_a_version_is_kept_to_the_letter(editor, writer, record):
    other = factories.author("B. Other")
    lines = (
        CreditLine(other.pk, "author", "By her friend B."),
        CreditLine(writer.pk, "author", "By M. Z.", date(2020, 5, 3)),
        CreditLine(writer.pk, "photographer"),
    )
    article = factories.article(by=editor)
    factories.reworked(article, by=editor, credits=lines, body="<p>Words.</p>")
    before = article.revisions.get(number=2).content
    moved(record, writer, [article], by=editor)
    after = article.revisions.get(number=2).content
    pen = record.author_id
    assert after.pop("credits") == [
        [other.pk, "author", "By her friend B."],
        [pen, "author", "", "2020-05-03"],
        [pen, "photographer", ""],
    ]
    del before["credits"]
    assert after == before
    article.refresh_from_db()
    assert article.revisions.get(number=article.version).snapshot == article.snapshot()


def test_both_on_one_article_become_one(editor, writer, record):
    article = factories.published_article(by=editor, by_line=[record.author, writer])
    moved(record, writer, [article], by=editor)
    assert article.editions.get().credits == [[record.author_id, "author", ""]]
    assert article.credits.count() == 1
    assert AuthorPlacement.objects.filter(article=article).count() == 1


def test_who_was_merged_into_the_author_is_moved_as_well(editor, writer, record):
    twin = factories.author("M. Zyxwillow")
    article = factories.published_article(by=editor, by_line=[twin])
    Author.objects.filter(pk=twin.pk).update(merged_into=writer)
    moved(record, writer, [article], by=editor)
    assert every_credit(article) == {record.author_id}
    with pytest.raises(ValidationError, match="merged into another"):
        moved(record, Author.objects.get(pk=twin.pk), [article], by=editor)


def test_articles_that_were_not_chosen_stay(editor, writer, record):
    chosen, other = (
        factories.published_article(by=editor, by_line=[writer]) for _ in range(2)
    )
    moved(record, writer, [chosen], by=editor)
    assert every_credit(other) == {writer.pk}
    with pytest.raises(ValidationError, match="None of these"):
        moved(record, writer, [chosen], by=editor)


def test_what_is_in_the_bin_or_withdrawn_is_moved_too(editor, writer, record):
    publisher = factories.user("Publisher")
    binned = factories.article(by=editor, by_line=[writer])
    deleting.delete(binned, by=editor, seen=1)
    withdrawn = factories.published_article(by=editor, by_line=[writer])
    factories.withdrawn(withdrawn, by=publisher)
    moved(record, writer, [binned, withdrawn], by=editor)
    assert every_credit(binned) == every_credit(withdrawn) == {record.author_id}


class TestAPageThatWasOpenedBefore:
    @pytest.fixture
    def article(self, editor, writer):
        return factories.published_article(by=editor, by_line=[writer])

    def test_does_not_bring_the_byline_back(self, editor, writer, record, article):
        mine = replace(article.snapshot(), headline="Mine")
        seen = article.version
        moved(record, writer, [article], by=editor)
        outcome = desk.save(article, mine, by=editor, seen=seen)
        assert isinstance(outcome, Saved)
        article.refresh_from_db()
        assert article.headline == "Mine"
        assert every_credit(article) == {record.author_id}

    def test_does_not_by_a_text_that_is_kept_aside(
        self, editor, writer, record, article
    ):
        mine = replace(article.snapshot(), headline="Mine")
        seen = article.version
        moved(record, writer, [article], by=editor)
        article.refresh_from_db()
        factories.reworked(article, by=editor, headline="Theirs")
        outcome = desk.save(article, mine, by=editor, seen=seen)
        assert outcome.clashing == ["headline"]
        assert every_credit(article) == {record.author_id}

    def test_changes_no_byline_whoever_stands_in_it(
        self, editor, writer, record, article
    ):
        """Or one could try who it was that is not let back."""
        seen, other = article.version, factories.author()
        mine = replace(article.snapshot(), credits=(CreditLine(other.pk),))
        moved(record, writer, [article], by=editor)
        desk.save(article, mine, by=editor, seen=seen)
        assert every_credit(article) == {record.author_id}

    def test_is_no_hindrance_to_one_opened_since(self, editor, writer, record, article):
        moved(record, writer, [article], by=editor)
        article.refresh_from_db()
        other = factories.author()
        factories.reworked(article, by=editor, credits=(CreditLine(other.pk),))
        assert article.credits.get().author == other

    def test_keeps_its_unsaved_text_with_the_pen_name(
        self, editor, writer, record, article
    ):
        form = (
            f"headline=Typed&seen={article.version}&credits-0-author={writer.pk}"
            "&credits-0-author-typed=&credits-0-wording=By+M.+Z."
            "&credits-1-author=&credits-1-author-typed=marguerite+Zyxwillow"
        )
        version = article.version
        keep_unsaved(Article, article.pk, form, by=editor, began_from=version)
        moved(record, writer, [article], by=editor)
        article.refresh_from_db()
        kept, pen = unsaved_by(editor, Article, article.pk), record.author_id
        assert kept.began_from == article.version > version
        assert kept.form == (
            f"headline=Typed&seen={article.version}&credits-0-author={pen}"
            "&credits-0-author-typed=&credits-0-wording="
            f"&credits-1-author={pen}&credits-1-author-typed=&credits-1-wording="
        )


def test_what_was_approved_and_what_readers_see_is_the_same_text(
    editor, writer, record
):
    article = factories.published_article(by=editor, by_line=[writer])
    translation = desk.create(
        factories.snapshot(language="fr", translation_of=article.pk), by=editor
    ).article
    version = article.version
    Article.objects.filter(pk=translation.pk).update(translated_version=version)
    events = Event.objects.count()
    moved(record, writer, [article], by=editor)
    article.refresh_from_db()
    translation.refresh_from_db()
    assert article.stage == "approved"
    assert article.approved_revision.number == article.version == version + 1
    assert article.editions.get().revision == article.approved_revision
    assert translation.translated_version == article.version
    assert Event.objects.count() == events
    assert factories.reworked(article, by=editor, headline="On").revision.number == 3


def test_a_publication_is_undone_and_a_fix_taken_out_as_before(editor, writer, record):
    article = factories.published_article(by=editor, by_line=[writer])
    factories.fixed(article, by=editor, headline="Fixed")
    moved(record, writer, [article], by=editor)
    fix = article.editions.latest("live_from")
    undo.undo_publication(fix, by=editor)
    article.refresh_from_db()
    assert article.headline == "A headline"
    assert every_credit(article) == {record.author_id}


def test_what_was_submitted_is_approved_as_it_was(editor, writer, record):
    article = factories.article(by=editor, by_line=[writer])
    review.submit(article, by=editor, seen=1)
    moved(record, writer, [article], by=editor)
    article.refresh_from_db()
    review.approve(article, by=editor, seen=article.version)
    assert Article.objects.get(pk=article.pk).stage == "approved"


def test_only_keepers_move_superusers_not_excepted(editor, writer, record):
    article = factories.published_article(by=editor, by_line=[writer])
    for person in (factories.editor(), factories.user("superuser"), factories.user()):
        with pytest.raises(PermissionDenied):
            moved(record, writer, [article], by=person)
    editor.groups.clear()
    with pytest.raises(PermissionDenied):
        moved(record, writer, [article], by=type(editor).objects.get(pk=editor.pk))
    assert every_credit(article) == {writer.pk}


def test_whoever_saw_the_record_before_looks_at_it_again(editor, writer, record):
    article = factories.published_article(by=editor, by_line=[writer])
    keeping.add_keeper(record, factories.editor(), by=editor, seen=record.touched_at)
    with pytest.raises(ValidationError, match="Open it again"):
        move_bylines(record, writer, [article.pk], by=editor, seen=record.touched_at)


def test_moving_back_puts_every_byline_back(editor, writer, record):
    article = factories.published_article(by=editor, by_line=[writer])
    content = article.revisions.get(number=1).content
    moved(record, writer, [article], by=editor)
    own = factories.author("M. Z.", kind=Author.Kind.PEN_NAME)
    back = keeping.entrust(own, by=editor, real_name="The same")
    moved(back, record.author, [article], by=editor)
    assert every_credit(article) == {own.pk}
    content["credits"][0][0] = own.pk
    assert article.revisions.get(number=1).content == content


def test_costs_the_same_for_one_and_twenty(editor, writer, record):
    def cost(size):
        articles = [
            factories.published_article(by=editor, by_line=[writer])
            for _ in range(size)
        ]
        with CaptureQueriesContext(connection) as asked:
            moved(record, writer, articles, by=editor)
        return len(asked)

    assert cost(1) == cost(20)


def test_goes_through_many_articles_in_batches(editor, writer, record, monkeypatch):
    monkeypatch.setattr("articles.editing.authors.pen_names.moving.AT_ONCE", 2)
    articles = [factories.article(by=editor, by_line=[writer]) for _ in range(5)]
    assert len(moved(record, writer, articles, by=editor)) == 5
    assert {pk for it in articles for pk in every_credit(it)} == {record.author_id}


def test_a_scheduled_text_goes_out_under_the_pen_name(editor, writer, record):
    article = factories.article(by=editor, by_line=[writer])
    later = timezone.now() + HOUR
    head = article.revisions.get()
    editions.schedule(article, head, later, by=editor)
    moved(record, writer, [article], by=editor)
    [coming] = Edition.objects.visible(later + HOUR)
    assert coming.credit_lines[0].author == record.author_id
