"""Tags: carried by articles, kept as versions, deleted only where nothing has them."""

import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase

from articles.editing import things
from articles.editing.outcomes import Conflict, Merged
from articles.editing.things.versions import versions_of
from articles.models import Tag
from tests import factories


def fresh(article):
    return type(article).objects.get(pk=article.pk).snapshot()


class TagTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.article = factories.article(by=self.editor, tags=("Grain", "Wheat"))
        self.tag = Tag.objects.get(name="Grain")

    def save(self, seen=1, **changes):
        content = self.tag.content().changed(**changes)
        return things.save(self.tag, content, by=self.editor, seen=seen)

    def test_a_renamed_tag_stays_on_its_articles_and_can_be_undone(self):
        self.save(name="Cereals")
        assert fresh(self.article).tags == ("Cereals", "Wheat")
        things.undo(Tag.objects.get(pk=self.tag.pk), by=self.editor, seen=2)
        assert fresh(self.article).tags == ("Grain", "Wheat")
        names = [one.snapshot.name for one in versions_of(self.tag).order_by("number")]
        assert names == ["Grain", "Cereals", "Grain"]

    def test_a_stale_form_puts_no_old_address_back(self):
        self.save(slug="cereals")
        assert isinstance(self.save(name="Cereals"), Merged)
        tag = Tag.objects.get(pk=self.tag.pk)
        assert (tag.name, tag.slug) == ("Cereals", "cereals")
        assert isinstance(self.save(slug="corn"), Conflict)
        assert Tag.objects.get(pk=self.tag.pk).slug == "cereals"

    def test_two_tags_of_one_name_are_refused_however_it_is_capitalised(self):
        with pytest.raises(ValidationError, match="a tag “Wheat” already"):
            self.save(name="wheat")
        self.save(name="GRAIN")
        assert Tag.objects.get(pk=self.tag.pk).name == "GRAIN"

    def test_one_that_articles_carry_stays(self):
        with pytest.raises(ValidationError, match="Something else needs it"):
            things.delete(self.tag, by=self.editor, seen=1)
        assert fresh(self.article).tags == ("Grain", "Wheat")

    def test_one_that_nothing_carries_comes_back_under_its_number(self):
        factories.reworked(self.article, by=self.editor, tags=("Wheat",))
        version = things.delete(self.tag, by=self.editor, seen=1)
        assert not Tag.objects.filter(name="Grain").exists()
        things.bring_back(version, by=self.editor)
        assert Tag.objects.get(name="Grain") == self.tag

    def test_one_that_was_typed_anew_meanwhile_is_said(self):
        factories.reworked(self.article, by=self.editor, tags=("Wheat",))
        version = things.delete(self.tag, by=self.editor, seen=1)
        factories.article(by=self.editor, tags=("grain",))
        with pytest.raises(ValidationError, match="a tag “grain” already"):
            things.bring_back(version, by=self.editor)
