"""Whatever happens around fixes, no reader is ever shown a mended word again."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.editing import desk, publication
from articles.editing.fixes import deciding
from articles.editing.fixes.live import fix_live
from articles.models import Article, Edition
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
        self.mended = set()
        self.words = 0

    @property
    def article(self):
        return Article.objects.get(pk=self.pk)

    @property
    def live(self):
        return self.article.editions.visible().select_related("revision").get()

    def step(self):
        deeds = (self.fix, self.save, self.schedule, self.publish, self.decide)
        self.chance.choice(deeds)()

    def longer(self, text):
        """Return the text with a word more in some of its fields."""
        self.words += 1
        names = self.chance.sample(FIELDS, self.chance.randint(1, 2))
        more = {name: f"{getattr(text, name)} {self.words}" for name in names}
        return replace(text, **more)

    def fix(self):
        left = [name for name in FIELDS if name not in self.mended]
        if not left:
            return
        name, live = self.chance.choice(left), self.live
        text = live.revision.snapshot
        right = getattr(text, name).replace(f"wrong-{name}", f"right-{name}")
        fix_live(self.article, replace(text, **{name: right}), by=self.by, seen=live.pk)
        self.mended.add(name)

    def save(self):
        article = self.article
        text = self.longer(article.snapshot())
        desk.save(article, text, by=self.colleague, seen=article.version)

    def schedule(self):
        article = self.article
        if article.fix_waiting is None:
            head = article.revisions.get(number=article.version)
            at = timezone.now() + timedelta(hours=self.words + 1)
            pending = article.editions.standing().filter(live_from__gt=timezone.now())
            if not pending.exists():
                editions.schedule(article, head, at, by=self.colleague)

    def publish(self):
        article = self.article
        try:
            publication.publish(article, by=self.colleague, seen=article.version)
        except ValidationError:
            assert article.fix_waiting is not None

    def decide(self):
        """Decide as the fix has it, and keep what else was written."""
        article = self.article
        if article.fix_waiting is not None:
            fix = article.revisions.get(number=article.fix_waiting)
            base = article.revisions.get(number=article.fix_from)
            text = merge(base.snapshot, fix.snapshot, article.snapshot()).snapshot
            seen = article.version
            deciding.take_in(article, fix, text, by=self.by, seen=seen)
        for edition in Edition.objects.filter(fix_waiting__isnull=False):
            fix = article.revisions.get(number=edition.fix_waiting)
            base = article.revisions.get(number=edition.fix_from)
            ours = edition.revision.snapshot
            text = merge(base.snapshot, fix.snapshot, ours).snapshot
            deciding.schedule_again(edition, text, by=self.by, seen=fix.number)

    def shown_ever(self):
        """Return what readers see now and at every hour to come."""
        now = timezone.now()
        coming = self.article.editions.standing().filter(live_from__gt=now)
        return [self.live, *coming]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(20))
def test_nothing_published_later_undoes_a_fix(seed):
    newsroom = Newsroom(random.Random(seed))
    for _ in range(STEPS):
        newsroom.step()
        for edition in newsroom.shown_ever():
            for name in newsroom.mended:
                assert f"wrong-{name}" not in getattr(edition, name)
    assert_nothing_is_lost(newsroom)


def assert_nothing_is_lost(newsroom):
    """Each word that was ever typed is in a version."""
    texts = [
        getattr(revision.snapshot, name)
        for revision in newsroom.article.revisions.all()
        for name in FIELDS
    ]
    for word in range(1, newsroom.words + 1):
        assert any(str(word) in text.split() for text in texts)
