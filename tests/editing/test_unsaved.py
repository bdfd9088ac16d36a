"""Words that were typed and not saved."""

import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase

from articles.editing.unsaved import (
    MOST_CHARACTERS,
    forget_unsaved,
    keep_unsaved,
    unsaved_by,
)
from articles.models import Article, Author, Revision, WorkingCopy
from tests import factories


class UnsavedTests(TestCase):
    def setUp(self):
        self.by = factories.editor()

    def keep(self, form="headline=Half a sen", thing_id=7, by=None):
        return keep_unsaved(Article, thing_id, form, by=by or self.by, began_from=3)

    def test_comes_back_as_it_was_typed(self):
        self.keep()
        found = unsaved_by(self.by, Article, 7)
        assert (found.form, found.began_from) == ("headline=Half a sen", 3)

    def test_there_is_one_a_person_and_thing(self):
        self.keep()
        self.keep(form="headline=Half a sentence")
        assert WorkingCopy.objects.get().form == "headline=Half a sentence"

    def test_what_is_not_filed_yet_is_kept_too(self):
        self.keep(thing_id=None)
        self.keep(thing_id=None, form="again")
        assert unsaved_by(self.by, Article, None).form == "again"
        assert WorkingCopy.objects.count() == 1

    def test_is_nobody_elses_and_nothing_elses(self):
        self.keep()
        assert unsaved_by(factories.editor(), Article, 7) is None
        assert unsaved_by(self.by, Author, 7) is None
        assert unsaved_by(self.by, Article, None) is None

    def test_makes_no_version(self):
        self.keep()
        assert not Revision.objects.exists()

    def test_goes_when_it_is_saved_or_dropped(self):
        self.keep()
        self.keep(by=(other := factories.editor()))
        forget_unsaved(Article, 7, by=self.by)
        assert WorkingCopy.objects.get().person == other

    def test_refuses_only_what_no_article_is(self):
        with pytest.raises(ValidationError, match="too long"):
            self.keep(form="x" * (MOST_CHARACTERS + 1))

    def test_costs_few_queries(self):
        self.keep()
        with self.assertNumQueries(1):
            self.keep(form="more")
