"""Two that turn out to be one: what moves, what stays, and how it is taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import things
from articles.editing.merging import merge, undo_merge
from articles.editing.merging.offers import names_kept, offers
from articles.editing.merging.standing import added_since, bylines, moving, returning
from articles.models import (
    Author,
    FormerSlug,
    Merge,
    Region,
    Report,
    Tag,
    Theme,
    Version,
)
from articles.models.actions import Role
from articles.models.edition import PLACEMENTS
from articles.publishing import placements
from tests import factories

pytestmark = pytest.mark.django_db
KINDS = [Author, Region, Theme, Report, Tag]


@pytest.fixture
def editor():
    return factories.editor()


def tag(name):
    return Tag.objects.create(name=name, slug=name.lower())


def made(model, name):
    if model is Author:
        return factories.author(name)
    return tag(name) if model is Tag else factories.term(model, name)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def merged(thing, into, by, **changes):
    thing, into = fresh(thing), fresh(into)
    return merge(
        thing,
        into,
        by=by,
        seen=thing.version,
        into_seen=into.version,
        content=into.content().changed(**changes),
    )


def undone(made, by):
    absorbed = made.model.objects.get(pk=made.absorbed)
    return undo_merge(made, by=by, seen=absorbed.merged_into.version)


def named(model, *things):
    """Return what an article says that names them."""
    if model is Author:
        return {"by_line": things}
    if model is Tag:
        return {"tags": tuple(each.name for each in things)}
    name = placements.list_of(model)
    return {name: tuple(each.pk for each in things)}


def listed(thing):
    rows = PLACEMENTS[placements.list_of(type(thing))].objects.filter(term=thing)
    return sorted(rows.values_list("article_id", flat=True))


def save(thing, by, **changes):
    thing = fresh(thing)
    content = thing.content().changed(**changes)
    return things.save(thing, content, by=by, seen=thing.version)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
class TestEachKind:
    @pytest.fixture(autouse=True)
    def scene(self, model, editor):
        self.editor = editor
        self.gone, self.stays = made(model, "Absorbed"), made(model, "Staying")
        publish = factories.published_article
        self.one = publish(by=editor, **named(model, self.gone))
        self.both = publish(by=editor, **named(model, self.gone, self.stays))
        self.other = publish(by=editor, **named(model, self.stays))

    def all_three(self):
        return sorted(each.pk for each in (self.one, self.both, self.other))

    def test_what_names_it_stands_in_the_others_list_each_once(self):
        merged(self.gone, self.stays, self.editor)
        assert (listed(self.gone), listed(self.stays)) == ([], self.all_three())

    def test_nothing_that_names_it_is_rewritten(self):
        before = [each.snapshot() for each in (self.one, self.both)]
        merged(self.gone, self.stays, self.editor)
        assert [each.snapshot() for each in (self.one, self.both)] == before

    def test_what_is_published_after_it_stands_there_too(self, model):
        merged(self.gone, self.stays, self.editor)
        naming = named(model, self.gone)
        later = factories.published_article(by=self.editor, **naming)
        assert listed(self.stays) == [*self.all_three(), later.pk]
        assert listed(self.gone) == []

    def test_undoing_it_puts_every_place_back(self):
        made = merged(self.gone, self.stays, self.editor)
        undone(made, self.editor)
        assert listed(self.gone) == [self.one.pk, self.both.pk]
        assert listed(self.stays) == [self.both.pk, self.other.pk]
        assert fresh(self.gone).merged_into is None

    def test_it_can_be_merged_again_after_that(self):
        undone(merged(self.gone, self.stays, self.editor), self.editor)
        merged(self.stays, self.gone, self.editor)
        assert (listed(self.stays), listed(self.gone)) == ([], self.all_three())

    def test_the_other_has_a_version_that_says_why(self):
        made = merged(self.gone, self.stays, self.editor, in_languages={"fr.name": "R"})
        label = made.thing
        newest = Version.objects.filter(thing=label, thing_id=self.stays.pk)
        newest = newest.latest("number")
        assert (newest.number, newest.why) == (
            made.version_after,
            "“Absorbed” was merged into it",
        )

    def test_what_was_absorbed_is_left_as_it_is(self):
        merged(self.gone, self.stays, self.editor)
        gone = fresh(self.gone)
        words = "“Absorbed” was merged into “Staying”"
        content = gone.content().changed(name="Renamed")
        seen = {"by": self.editor, "seen": gone.version}
        for deed in (
            lambda: things.save(gone, content, **seen),
            lambda: things.delete(gone, **seen),
            lambda: things.restore(gone, 1, **seen),
            lambda: merged(self.gone, made(type(gone), "Third"), self.editor),
            lambda: merged(made(type(gone), "Fourth"), self.gone, self.editor),
        ):
            with pytest.raises(ValidationError, match=words):
                deed()

    def test_what_absorbed_another_is_not_deleted_under_it(self):
        merged(self.gone, self.stays, self.editor)
        stays = fresh(self.stays)
        with pytest.raises(ValidationError, match="Undo the merge first"):
            things.delete(stays, by=self.editor, seen=stays.version)

    def test_it_says_what_moves(self):
        expected = (2, 1, 0, [self.gone.get_absolute_url()])
        found = moving(self.gone, self.stays)
        assert (found.articles, found.both, found.regions, found.addresses) == expected

    def test_articles_added_since_stay_and_are_named(self, model):
        made = merged(self.gone, self.stays, self.editor)
        naming = named(model, self.stays)
        later = factories.published_article(by=self.editor, headline="Later", **naming)
        factories.reworked(self.other, by=self.editor, headline="Reworked")
        added = added_since(made)
        assert ([each.pk for each in added.articles], added.others) == ([later.pk], 0)
        assert returning(made) == 2
        undone(made, self.editor)
        assert later.pk in listed(self.stays)
        assert later.pk not in listed(self.gone)

    def test_costs_the_same_for_one_and_twenty(self, model):
        costs = []
        for extra in (0, 19):
            for _ in range(extra):
                naming = named(model, self.gone)
                factories.published_article(by=self.editor, **naming)
            with CaptureQueriesContext(
                connection,
            ) as merging:
                made = merged(self.gone, self.stays, self.editor)
            with CaptureQueriesContext(connection) as undoing:
                undone(made, self.editor)
            costs.append((len(merging), len(undoing)))
        # The first time, both have no version yet.
        assert costs[1] <= costs[0]


def test_the_fields_that_came_with_it_go_back_unless_they_changed_since(editor):
    gone = factories.author("A. Haddad", short_bio="<p>Hers.</p>", expertise="Water")
    stays = factories.author("Amal Haddad")
    taken = {"short_bio": gone.short_bio, "expertise": gone.expertise}
    made = merged(gone, stays, editor, **taken)
    save(stays, editor, expertise="Water and grain")
    outcome = undone(made, editor)
    assert outcome.stay == ["expertise"]
    now = fresh(stays)
    assert (now.short_bio, now.expertise) == ("", "Water and grain")


def test_only_who_may_change_such_things_may_merge_them(editor):
    theirs = [factories.author("One"), factories.author("Two")]
    themes = [factories.theme("One"), factories.theme("Two")]
    bios, writer = factories.user(Role.AUTHORS_DESK), factories.user(Role.WRITER)
    made = merged(*theirs, bios)
    for pair, user in ((themes, bios), (themes, writer)):
        with pytest.raises(PermissionDenied):
            merged(*pair, user)
    with pytest.raises(PermissionDenied):
        undone(made, writer)
    undone(made, bios)


def test_what_was_changed_since_it_was_looked_at_is_not_merged(editor):
    gone, stays = factories.author("One"), factories.author("Two")
    seen = fresh(gone), fresh(stays)
    for changed in (gone, stays):
        save(changed, editor, expertise=f"Grain, says {changed}")
        with pytest.raises(ValidationError, match=f"“{changed}”: .* has changed this"):
            merge(
                *seen,
                by=editor,
                seen=seen[0].version,
                into_seen=seen[1].version,
                content=seen[1].content(),
            )
        seen = fresh(gone), seen[1]
    assert not Merge.objects.exists()


def test_what_went_before_goes_along_and_comes_back_where_it_was(editor):
    first, second, third = (factories.author(name) for name in ("One", "Two", "Three"))
    own = [factories.published_article(by_line=[each]).pk for each in (first, second)]
    inner = merged(first, second, editor)
    outer = merged(second, third, editor)
    assert fresh(first).merged_into == third
    assert outer.repointed == [first.pk]
    assert listed(third) == own
    undone(outer, editor)
    assert (fresh(first).merged_into, listed(second)) == (second, own)
    undone(inner, editor)
    assert (listed(first), listed(second), listed(third)) == (own[:1], own[1:], [])


def test_the_first_of_two_merges_is_undone_while_the_second_stands(editor):
    first, second, third = (factories.author(name) for name in ("One", "Two", "Three"))
    own = [factories.published_article(by_line=[each]).pk for each in (first, second)]
    inner = merged(first, second, editor, short_bio="<p>Of One.</p>")
    outer = merged(second, third, editor)
    outcome = undone(inner, editor)
    assert outcome.stay == ["short_bio"]
    assert (listed(first), listed(third)) == (own[:1], own[1:])
    again = merged(first, third, editor)
    undone(outer, editor)
    assert fresh(first).merged_into == third
    undone(again, editor)
    assert (listed(first), listed(second), listed(third)) == (own[:1], own[1:], [])


def test_a_merge_is_undone_once(editor):
    made = merged(factories.author("One"), factories.author("Two"), editor)
    undone(made, editor)
    again = merged(factories.author("Three"), factories.author("Four"), editor)
    again.refresh_from_db()
    with pytest.raises(ValidationError, match="has undone this merge already"):
        undo_merge(made, by=editor, seen=1)


def test_a_pen_name_is_not_merged_with_whom_it_hides(editor):
    pen = factories.author("Nobody", kind=Author.Kind.PEN_NAME)
    person = factories.author("Somebody")
    for pair in ((pen, person), (person, pen)):
        with pytest.raises(ValidationError, match="A pen name"):
            merged(*pair, editor)


def test_what_lies_within_a_region_goes_along(editor):
    old = factories.region("Levant")
    child = factories.region("Syria", parent=old)
    top = factories.region("Middle East")
    new = factories.region("The Levant", parent=top)
    article = factories.published_article(by=editor, regions=(child.pk,))
    made = merged(old, new, editor)
    for place in (child, new, top):
        assert listed(place) == [article.pk]
    assert listed(old) == []
    undone(made, editor)
    for place, expected in ((child, 1), (old, 1), (new, 0), (top, 0)):
        assert len(listed(place)) == expected


def test_a_region_takes_the_place_of_the_one_around_it(editor):
    top = factories.region("World")
    outer = factories.region("Arabia", parent=top)
    inner = factories.region("The Gulf", parent=outer)
    article = factories.published_article(by=editor, regions=(inner.pk,))
    with pytest.raises(ValidationError, match="lies within"):
        merged(outer, inner, editor)
    assert "parent" not in {offer.name for offer in offers(outer, inner)}
    made = merged(outer, inner, editor, parent=top.pk)
    assert (listed(top), listed(inner), listed(outer)) == (
        [article.pk],
        [article.pk],
        [],
    )
    undone(made, editor)
    assert fresh(inner).parent == outer
    assert listed(outer) == [article.pk]


def test_a_merge_is_not_undone_into_a_circle(editor):
    top, old, new = (factories.region(name) for name in ("Top", "Old", "New"))
    save(old, editor, parent=top.pk)
    child = factories.region("Child", parent=old)
    made = merged(old, new, editor)
    save(top, editor, parent=child.pk)
    with pytest.raises(ValidationError, match="Move that one first"):
        undone(made, editor)
    assert fresh(old).merged_into == new


def test_many_editions_move_in_batches(editor, monkeypatch):
    gone, stays = factories.author("One"), factories.author("Two")
    ids = [factories.published_article(by=editor, by_line=[gone]).pk for _ in range(5)]
    monkeypatch.setattr(placements, "AT_ONCE", 2)
    made = merged(gone, stays, editor)
    assert listed(stays) == ids
    undone(made, editor)
    assert listed(gone) == ids


def test_names_printed_no_more_are_kept(editor):
    stays = factories.author("Leïla Haddad", other_names="Leila H.")
    gone = factories.author("Leila Haddad", other_names="leila h.\nL. Haddad")
    assert names_kept(gone, stays, "Leïla Haddad") == [
        "Leila H.",
        "L. Haddad",
        "Leila Haddad",
    ]
    assert names_kept(gone, stays, "Leila Haddad")[-1] == "Leïla Haddad"


def test_each_field_is_offered_from_both_and_together_where_that_can_be(editor):
    stays = factories.author("A", links="https://a.example/", short_bio="<p>A.</p>")
    gone = factories.author("B", links="https://b.example/", long_bio="<p>B.</p>")
    asked = {offer.name: offer for offer in offers(gone, stays)}
    assert set(asked) == {"name", "links", "short_bio", "long_bio"}
    assert asked["links"].values["both"] == "https://a.example/\nhttps://b.example/"
    proposed = {name: offer.proposed for name, offer in asked.items()}
    assert proposed == {
        "name": "into",
        "links": "both",
        "short_bio": "into",
        "long_bio": "thing",
    }


def test_the_byline_is_shown_as_it_would_read(editor):
    gone, stays = factories.author("J. Doe"), factories.author("Jane Doe")
    factories.article(by=editor, headline="One", by_line=[gone])
    article = factories.article(by=editor, headline="Both", by_line=[gone, stays])
    content = stays.content().changed(name="Jane M. Doe")
    [first, second] = bylines(gone, stays, content)
    assert first[0] == article
    for _, byline in (first, second):
        assert [each.name for each in byline[0].credited] == ["Jane M. Doe"]


def test_an_address_left_before_leads_along(editor):
    gone, stays = factories.author("Old Name"), factories.author("Staying")
    save(gone, editor, slug="new-name")
    assert FormerSlug.objects.get().thing_id == gone.pk
    found = moving(gone, stays).addresses
    assert found == ["/authors/new-name/", "/authors/old-name/"]
