"""Whatever happens around fixes, no reader is ever shown a mended word again.

Nor one of a fix that was undone, nor a correction without the fix that it came with.
"""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles.editing import desk, publication
from articles.editing.fixes import deciding
from articles.editing.fixes.live import fix_live
from articles.editing.undo import may_undo, undo_publication
from articles.models import Article, Correction, Edition
from articles.models.snapshot import merge
from articles.publishing import editions
from tests import factories

FIELDS = ("headline", "search_title", "search_description")
STEPS = 14


class Newsroom:
    """Two people and one article whose fields begin with words that are wrong."""

    def __init__(self, chance):
        self.chance = chance
        self.by, self.colleague = factories.editor(), factories.editor()
        texts = {name: f"wrong-{name}" for name in FIELDS}
        self.pk = factories.published_article(by=self.by, **texts).pk
        self.mended = {}  # field: the right word that stands in it
        self.told = []  # of those, the words that readers are told with a correction
        self.fixes = {}  # edition: field
        self.undone = set()
        self.words = self.tries = 0

    @property
    def article(self):
        return Article.objects.get(pk=self.pk)

    @property
    def live(self):
        return self.article.editions.visible().select_related("revision").first()

    def step(self):
        deeds = (self.fix, self.save, self.schedule, self.publish, self.decide)
        rare = (self.hold_or_lift, self.unpublish)
        # Undone is what was done a moment ago, and perhaps saved over since.
        weights = [4] * len(deeds) + [1] * len(rare) + [4]
        [deed] = self.chance.choices((*deeds, *rare, self.undo), weights)
        deed()

    def longer(self, text):
        """Return the text with a word more in some of its fields."""
        self.words += 1
        names = self.chance.sample(FIELDS, self.chance.randint(1, 2))
        more = {name: f"{getattr(text, name)} {self.words}" for name in names}
        return replace(text, **more)

    def fix(self):
        left = [name for name in FIELDS if name not in self.mended]
        live = self.live
        if not left or live is None:
            return
        self.tries += 1
        name, word = self.chance.choice(left), f"right-{self.tries}-fix"
        notice = self.chance.choice((None, (Correction.Kind.CORRECTION, word)))
        text = live.revision.snapshot
        right = getattr(text, name).replace(f"wrong-{name}", word)
        mended = replace(text, **{name: right})
        said = {"by": self.by, "seen": live.pk, "correction": notice}
        fixed = fix_live(self.article, mended, **said)
        self.mended[name], self.fixes[fixed.edition.pk] = word, name
        if notice:
            self.told.append(word)

    def undo(self):
        article, live = self.article, self.live
        if not may_undo(self.by, article, live):
            return
        undo_publication(live, by=self.by)
        if name := self.fixes.get(live.pk):
            word = self.mended.pop(name)
            self.undone.add(word)
            self.told = [each for each in self.told if each != word]

    def save(self):
        article = self.article
        text = self.longer(article.snapshot())
        desk.save(article, text, by=self.colleague, seen=article.version)

    def schedule(self):
        article = self.article
        if article.fix_waiting is None and self.live:
            head = article.revisions.get(number=article.version)
            at = timezone.now() + timedelta(hours=self.words + 1)
            if not article.editions.to_come(timezone.now()).exists():
                editions.schedule(article, head, at, by=self.colleague)

    def publish(self):
        article = self.article
        try:
            publication.publish(article, by=self.colleague, seen=article.version)
        except ValidationError:
            assert article.fix_waiting is not None
        except PermissionDenied:
            assert article.held_at is not None

    def hold_or_lift(self):
        article = self.article
        if article.held_at:
            factories.lifted(article, by=self.by)
        else:
            factories.put_on_hold(article, by=self.by, why="Wait")

    def unpublish(self):
        if self.live:
            factories.taken_down(self.article, by=self.by)

    def decide(self):
        """Decide as readers see it, and keep what else was written."""
        article = self.article
        if article.fix_waiting is not None:
            fix = article.revisions.get(number=article.fix_waiting)
            base = article.revisions.get(number=article.fix_from)
            text = merge(base.snapshot, fix.snapshot, article.snapshot()).snapshot
            seen = article.version
            deciding.take_in(article, fix, text, by=self.by, seen=seen)
        for edition in Edition.objects.filter(fix_waiting__isnull=False):
            shown = deciding.compared_with(edition)
            if self.live is None:
                deciding.leave_out(edition, by=self.by, seen=shown.number)
                continue
            base = article.revisions.get(number=edition.fix_from)
            ours = edition.revision.snapshot
            text = merge(base.snapshot, shown.snapshot, ours).snapshot
            deciding.schedule_again(edition, text, by=self.by, seen=shown.number)

    def shown_ever(self):
        """Return what readers see now and at every hour to come."""
        coming = self.article.editions.to_come(timezone.now())
        return [*self.article.editions.visible(), *coming]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(40))
def test_no_reader_sees_a_mended_word_or_an_undone_fix(seed):
    newsroom = Newsroom(random.Random(seed))
    for _ in range(STEPS):
        newsroom.step()
        for edition in newsroom.shown_ever():
            assert_right(edition, newsroom)
    assert_nothing_is_lost(newsroom)


def assert_right(edition, newsroom):
    for name in newsroom.mended:
        assert f"wrong-{name}" not in getattr(edition, name)
    shown = " ".join(getattr(edition, name) for name in FIELDS).split()
    assert not newsroom.undone.intersection(shown)
    assert [notice.text for notice in edition.notices] == newsroom.told
    assert set(newsroom.told) <= set(shown)


def assert_nothing_is_lost(newsroom):
    """Each word that was ever typed, and each fix, is in a version."""
    texts = {
        word
        for revision in newsroom.article.revisions.all()
        for name in FIELDS
        for word in getattr(revision.snapshot, name).split()
    }
    typed = {str(word) for word in range(1, newsroom.words + 1)}
    assert typed <= texts
    assert newsroom.undone.union(newsroom.mended.values()) <= texts
