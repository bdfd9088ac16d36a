"""A proposed author stands in a byline until somebody decides who that is."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.editing import desk, publication, review, things
from articles.editing.authors import bylines, proposing
from articles.editing.authors.bylines import Accepted, Declined, Known, Said
from articles.editing.authors.proposing import Newcomer, propose
from articles.editing.outcomes import Conflict, Saved
from articles.models import Author, Edition, Event, FormerSlug, Mention
from articles.models.actions import Role
from articles.models.snapshot import CreditLine
from tests import factories
from tests.admin.pages import fresh

pytestmark = pytest.mark.django_db
JANE = Newcomer("Jane Doe", "Reports from Cairo.", "https://jane.example")
NEW = Said(newcomers={-1: JANE})


@pytest.fixture
def writer():
    return factories.user(Role.WRITER, first_name="Omar")


@pytest.fixture
def editor():
    return factories.editor()


def filed(writer, said=NEW):
    """File an article whose byline names somebody new; return it, and who that is."""
    text = replace(factories.snapshot(), credits=(CreditLine(-1),))
    article = bylines.create(text, said, by=writer).article
    return article, article.authors.get()


def by_now():
    """Whom a colleague credits meanwhile."""
    return CreditLine(factories.author().pk)


def decided(article, *answers, by):
    article = fresh(article)
    said = Said(answers=list(answers))
    return bylines.save(article, article.snapshot(), said, by=by, seen=article.version)


def kinds(article):
    return list(article.events.order_by("pk").values_list("kind", flat=True))


class TestProposing:
    def test_files_the_article_and_its_new_author_at_once(self, writer):
        article, jane = filed(writer)
        assert (jane.name, jane.links) == (JANE.name, JANE.link)
        assert jane.short_bio == "<p>Reports from Cairo.</p>"
        assert jane.proposed_by == writer
        assert fresh(article).has_proposed_author
        assert kinds(article) == [Event.Kind.CREATED, Event.Kind.AUTHOR_PROPOSED]

    def test_what_is_typed_is_text_and_no_markup(self, writer):
        jane = propose("Jane", "<script>1</script> & co", by=writer)
        assert jane.short_bio == "<p>&lt;script&gt;1&lt;/script&gt; &amp; co</p>"

    def test_who_may_add_authors_adds(self, editor):
        article, jane = filed(editor)
        assert jane.proposed_at is None
        assert jane.slug == "jane-doe"
        assert not fresh(article).has_proposed_author

    def test_a_name_proposed_twice_is_one_person(self, writer):
        _, jane = filed(writer)
        said = Said(newcomers={-1: Newcomer("Jane  Doe", "Writes.")})
        _, again = filed(writer, said)
        assert again == jane
        assert again.short_bio == "<p>Writes.</p>"
        assert again.links == ""

    def test_asks_for_no_more_than_can_be_answered(self, writer):
        for number in range(proposing.MOST_WAITING):
            filed(writer, Said(newcomers={-1: Newcomer(f"Author {number}")}))
        with pytest.raises(ValidationError, match="wait for somebody to decide"):
            propose("One more", by=writer)
        article = writer.filed_articles.first()
        factories.reworked(article, by=writer, credits=())
        assert propose("One more", by=writer).proposed_at

    def test_nor_for_more_at_once(self, writer):
        many = {-n: Newcomer(f"Author {n}") for n in range(1, 12)}
        with pytest.raises(ValidationError, match="wait for somebody to decide"):
            filed(writer, Said(newcomers=many))
        assert not Author.objects.exists()

    def test_a_nameless_one_is_refused_and_nothing_is_filed(self, writer):
        with pytest.raises(ValidationError) as refused:
            filed(writer, Said(newcomers={-1: Newcomer(" ")}))
        assert "name" in refused.value.error_dict
        assert not Author.objects.exists()
        assert not writer.filed_articles.exists()

    def test_only_on_what_one_may_write(self, writer, editor):
        theirs = factories.article(by=editor)
        with pytest.raises(PermissionDenied):
            propose("Jane", by=writer, article=theirs)
        with pytest.raises(PermissionDenied):
            propose("Jane", by=factories.user(Role.AUTHORS_DESK))

    def test_who_proposed_it_says_it_better_while_the_article_is_theirs(self, writer):
        article, jane = filed(writer)
        better = Newcomer("Jane A. Doe", JANE.bio, JANE.link)
        said = Said(changes={jane.pk: better})
        bylines.save(article, article.snapshot(), said, by=writer, seen=1)
        jane.refresh_from_db()
        assert (jane.name, jane.version) == ("Jane A. Doe", 2)
        colleague = factories.user(Role.WRITER)
        with pytest.raises(PermissionDenied):
            proposing.change(jane, JANE, by=colleague, article=article)
        review.submit(fresh(article), by=writer, seen=fresh(article).version)
        with pytest.raises(PermissionDenied):
            proposing.change(jane, JANE, by=writer, article=fresh(article))

    def test_taking_the_name_out_withdraws_it_and_a_version_brings_it_back(
        self, writer
    ):
        article, jane = filed(writer)
        factories.reworked(article, by=writer, credits=())
        assert not fresh(article).has_proposed_author
        assert not Author.objects.waiting().exists()
        desk.save(fresh(article), article.revisions.first().snapshot, by=writer, seen=2)
        assert fresh(article).has_proposed_author
        assert Author.objects.waiting().get() == jane


class TestWaiting:
    def test_the_article_is_submitted_and_not_approved(self, writer, editor):
        article, _ = filed(writer)
        review.submit(article, by=writer, seen=1)
        with pytest.raises(ValidationError, match="decided yet about “Jane Doe”"):
            review.approve(article, by=editor, seen=1)
        assert fresh(article).approved_revision is None

    def test_is_offered_nowhere_and_has_no_page(self, writer, client):
        _, jane = filed(writer)
        assert jane not in Author.objects.unmerged()
        assert client.get(f"/authors/{jane.slug}/").status_code == 404
        assert client.get("/authors/jane-doe/").status_code == 404
        assert jane.get_absolute_url() == ""

    def test_does_not_become_one_of_ours_by_way_of_the_bin(self, writer, editor):
        article, jane = filed(writer)
        factories.reworked(article, by=writer, credits=())
        deleted = things.delete(jane, by=editor, seen=jane.version)
        back = things.bring_back(deleted, by=editor).thing
        assert back.proposed_at == jane.proposed_at

    def test_whose_byline_was_refused_waits_in_that_version(self, writer):
        article = factories.article(by=writer)
        factories.reworked(article, by=writer, credits=(by_now(),))
        text = replace(article.snapshot(), credits=(CreditLine(-1),))
        outcome = bylines.save(article, text, NEW, by=writer, seen=1)
        assert isinstance(outcome, Conflict)
        jane = Author.objects.get(name=JANE.name)
        assert outcome.revision.snapshot.credits == (CreditLine(jane.pk),)
        assert not fresh(article).has_proposed_author
        desk.save(fresh(article), outcome.revision.snapshot, by=writer, seen=2)
        assert fresh(article).has_proposed_author

    def test_holds_no_address_that_one_of_ours_could_want(self, writer, editor):
        filed(writer)
        assert proposing.add("Jane Doe", by=editor).slug == "jane-doe"

    def test_the_database_keeps_it_from_being_another_meanwhile(self, writer):
        _, jane = filed(writer)
        rows = Author.objects.filter(pk=jane.pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(merged_into=factories.author())
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(proposed_at=None)


class TestDeciding:
    @pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.AUTHORS_DESK])
    def test_who_may_add_authors_accepts(self, writer, role):
        article, jane = filed(writer)
        content = jane.content().changed(name="Jane A. Doe")
        by = factories.user(role)
        outcome = proposing.accept(jane, by=by, seen=jane.version, content=content)
        assert isinstance(outcome, Saved)
        jane.refresh_from_db()
        assert (jane.name, jane.slug) == ("Jane A. Doe", "jane-a-doe")
        assert jane in Author.objects.unmerged()
        assert not fresh(article).has_proposed_author
        assert kinds(article)[-1] == Event.Kind.AUTHOR_ACCEPTED
        assert not FormerSlug.objects.exists()

    def test_a_writer_does_not(self, writer):
        _, jane = filed(writer)
        said = {"by": writer, "seen": jane.version}
        with pytest.raises(PermissionDenied):
            proposing.accept(jane, content=jane.content(), **said)
        with pytest.raises(PermissionDenied):
            proposing.use_instead(jane, factories.author(), **said)
        with pytest.raises(PermissionDenied):
            proposing.decline(jane, by=writer, why="No")

    def test_is_decided_once(self, writer, editor):
        _, jane = filed(writer)
        said = {"by": editor, "seen": jane.version}
        proposing.accept(jane, content=jane.content(), **said)
        with pytest.raises(ValidationError, match="has decided about “Jane Doe”"):
            proposing.use_instead(jane, factories.author(), **said)

    def test_words_changed_by_two_are_not_taken_over_each_other(self, writer, editor):
        article, jane = filed(writer)
        changed = jane.content().changed(name="Jane B. Doe")
        things.save(jane, changed, by=editor, seen=1)
        said = Newcomer("Jane C. Doe", JANE.bio, JANE.link)
        with pytest.raises(ValidationError, match="has changed “Jane B"):
            decided(article, Accepted(jane.pk, 1, said), by=editor)
        assert fresh(article).has_proposed_author
        outcome = proposing.accept(
            jane, by=editor, seen=1, content=jane.content().changed(name="Jane D.")
        )
        assert isinstance(outcome, Conflict)
        assert fresh(article).has_proposed_author

    def test_one_of_ours_stands_in_the_byline_from_then_on(self, writer, editor):
        article, jane = filed(writer)
        ours = factories.author("Jane M. Doe")
        decided(article, Known(jane.pk, jane.version, ours.pk), by=editor)
        article = fresh(article)
        assert article.authors.get() == ours
        assert not article.has_proposed_author
        assert Event.Kind.AUTHOR_KNOWN in kinds(article)
        jane.refresh_from_db()
        assert jane.merged_into == ours
        publication.publish(article, by=editor, seen=article.version)
        assert Edition.objects.visible().get().credit_lines[0].author == ours.pk

    def test_who_stands_there_already_stands_there_once(self, writer, editor):
        article, jane = filed(writer)
        ours = factories.author("Jane M. Doe")
        both = (CreditLine(ours.pk), CreditLine(jane.pk))
        factories.reworked(article, by=writer, credits=both)
        decided(article, Known(jane.pk, jane.version, ours.pk), by=editor)
        assert fresh(article).snapshot().credits == (CreditLine(ours.pk),)

    def test_nobody_is_taken_for_another_who_is_proposed(self, writer, editor):
        _, jane = filed(writer)
        other = propose("Someone", by=writer)
        with pytest.raises(ValidationError, match="no author of ours"):
            proposing.use_instead(jane, other, by=editor, seen=jane.version)
        assert Author.objects.get(pk=jane.pk).proposed_at

    def test_a_declined_one_leaves_the_byline_and_the_writer_is_told(
        self, writer, editor
    ):
        article, jane = filed(writer)
        decided(article, Declined(jane.pk, "She is a press officer."), by=editor)
        article = fresh(article)
        assert article.version == 2
        assert article.snapshot().credits == ()
        assert kinds(article)[-1] == Event.Kind.AUTHOR_DECLINED
        assert "press officer" in Mention.objects.get(person=writer).note.text
        with pytest.raises(ValidationError, match="Say why"):
            proposing.decline(jane, by=editor, why=" ")

    def test_who_may_not_write_the_article_takes_nobody_out_of_it(self, writer):
        article, jane = filed(writer)
        desk_of_authors = factories.user(Role.AUTHORS_DESK)
        with pytest.raises(PermissionDenied, match="Only who may change"):
            proposing.decline(jane, by=desk_of_authors, why="No")
        assert fresh(article).version == 1

    def test_one_decision_settles_every_article_but_for_its_other_question(
        self, writer, editor
    ):
        first, jane = filed(writer)
        second, _ = filed(writer)
        other = propose("Someone", by=writer, article=second)
        both = (CreditLine(jane.pk), CreditLine(other.pk))
        factories.reworked(second, by=writer, credits=both)
        proposing.accept(jane, by=editor, seen=1, content=jane.content())
        assert not fresh(first).has_proposed_author
        assert fresh(second).has_proposed_author

    def test_an_accepted_one_has_a_page_with_its_first_article(
        self, writer, editor, client
    ):
        article, jane = filed(writer)
        proposing.accept(jane, by=editor, seen=1, content=jane.content())
        publication.publish(fresh(article), by=editor, seen=1)
        page = client.get(reverse("articles:author", args=["jane-doe"]))
        assert "A headline" in page.text
