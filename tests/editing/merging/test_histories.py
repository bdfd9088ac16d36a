"""Merging, undoing and merging again: every credit is where it was, every address too.

Over newsrooms that nobody thought of.
"""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import (
    Author,
    Credit,
    Edition,
    Merge,
    Publication,
    Region,
    Revision,
)
from articles.models.edition import PLACEMENTS
from articles.publishing.placements import list_of
from tests import factories
from tests.editing.merging.test_merging import fresh, merged, save, undone

SIZE = 5
numbers = st.integers(0, SIZE - 1)
bylines = st.lists(
    st.lists(numbers, min_size=1, max_size=3, unique=True), min_size=1, max_size=4
)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), numbers, numbers),
        st.tuples(st.just("undo"), st.integers(0, 3), st.just(0)),
        st.tuples(st.just("publish"), numbers, numbers),
        st.tuples(st.just("move"), numbers, st.just(0)),
    ),
    max_size=6,
)
FEW = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


class Newsroom:
    def __init__(self, model, named):
        Publication.objects.create(pk=1, name="The Lantern")
        self.model, self.editor = model, factories.user("superuser")
        make = factories.author if model is Author else factories.region
        self.things = [make(f"Number {number}") for number in range(SIZE)]
        if model is Region:  # a tree: each but the first lies in an earlier one
            for number, region in enumerate(self.things[1:]):
                save(region, self.editor, parent=self.things[number // 2].pk)
        self.slugs = {each.pk: [each.slug] for each in self.things}
        for some in named:
            self.publish(*some)

    def publish(self, *some):
        things = [self.things[number] for number in dict.fromkeys(some)]
        ids = tuple(each.pk for each in things)
        naming = {"by_line": things} if self.model is Author else {"regions": ids}
        factories.published_article(by=self.editor, **naming)

    def merge(self, gone, stays):
        try:
            return merged(self.things[gone], self.things[stays], self.editor)
        except ValidationError:
            return None

    def undo(self, number, _):
        standing = list(Merge.objects.standing().order_by("pk"))
        if standing:
            try:
                undone(standing[number % len(standing)], self.editor)
            except ValidationError:
                pass

    def move(self, number, _):
        thing = fresh(self.things[number])
        if thing.merged_into_id is None:
            slug = f"{thing.slug}-again"
            save(thing, self.editor, slug=slug)
            self.slugs[thing.pk].append(slug)

    def stored(self):
        """All that is stored of who is named where, in the words of the database."""
        return (
            list(Credit.objects.order_by("pk").values_list("pk", "author", "position")),
            list(Edition.objects.order_by("pk").values_list("credits", "terms")),
            list(Revision.objects.order_by("pk").values_list("content", flat=True)),
        )

    def lists(self):
        rows = PLACEMENTS[list_of(self.model)].objects.all()
        return sorted(rows.values_list("edition", "term"))

    def texts(self):
        return [each.content() for each in self.model.objects.order_by("pk")]

    def check(self):
        self.check_chains()
        self.check_lists()
        self.check_addresses()

    def check_chains(self):
        gone = self.model.objects.filter(merged_into__isnull=False)
        assert not gone.filter(merged_into__merged_into__isnull=False).exists()
        standing = Merge.objects.standing().values_list("absorbed", flat=True)
        assert Counter(standing) == Counter(gone.values_list("pk", flat=True))

    def check_lists(self):
        """Each edition stands once in the list of whom it names, and of no other."""
        known = self.model.objects.resolved(each.pk for each in self.things)
        expected = set()
        for edition in Edition.objects.all():
            for pk in self.named_by(edition):
                line = self.line(known[pk])
                expected |= {(edition.pk, each) for each in line}
        found = self.lists()
        assert len(found) == len(set(found))
        assert set(found) == expected

    def named_by(self, edition):
        if self.model is Author:
            return [line.author for line in edition.credit_lines]
        return edition.terms["regions"]

    def line(self, thing):
        """Return the ids of a thing and of all around it that stand for themselves."""
        line = []
        while thing is not None:
            thing = fresh(thing)
            thing = thing.merged_into or thing
            line.append(thing.pk)
            thing = thing.parent if self.model is Region else None
        return line

    def check_addresses(self):
        client = Client()
        for pk, slugs in self.slugs.items():
            thing = self.model.objects.get(pk=pk)
            here = (thing.merged_into or thing).get_absolute_url()
            for slug in slugs:
                address = self.model(slug=slug).get_absolute_url()
                answer = client.get(address)
                if address == here:
                    assert answer.status_code == 200
                else:
                    assert (answer.status_code, answer.get("Location")) == (301, here)
                    assert client.get(here).status_code == 200


class HistoryTests(TestCase):
    @FEW
    @given(bylines, deeds, numbers, numbers)
    def test_authors(self, named, history, gone, stays):
        self.tell(Author, named, history, gone, stays)

    @FEW
    @given(bylines, deeds, numbers, numbers)
    def test_regions(self, named, history, gone, stays):
        self.tell(Region, named, history, gone, stays)

    def tell(self, model, named, history, gone, stays):
        newsroom = Newsroom(model, named)
        for name, *said in history:
            getattr(newsroom, name)(*said)
            newsroom.check()
        stored, lists, texts = newsroom.stored(), newsroom.lists(), newsroom.texts()
        made = newsroom.merge(gone, stays)
        if made is None:
            return
        together = newsroom.lists()
        newsroom.check()
        undone(made, newsroom.editor)
        newsroom.check()
        assert newsroom.lists() == lists
        assert newsroom.texts() == texts
        assert newsroom.merge(gone, stays)
        newsroom.check()
        assert newsroom.lists() == together
        assert newsroom.stored() == stored


@pytest.mark.django_db
def test_merging_takes_several_steps_back_in_any_order():
    newsroom = Newsroom(Author, [[0], [1, 2], [3, 4], [0, 4]])
    lists = newsroom.lists()
    for gone, stays in ((0, 1), (1, 2), (3, 2), (2, 4)):
        assert newsroom.merge(gone, stays)
        newsroom.check()
    assert {each.merged_into_id for each in map(fresh, newsroom.things[:4])} == {
        newsroom.things[4].pk
    }
    for number in (1, 0, 1, 0):
        newsroom.undo(number, 0)
        newsroom.check()
    assert newsroom.lists() == lists
