"""The database itself refuses two editions of one article at one instant."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase

from articles.models import Edition
from articles.publishing import editions
from tests import factories

NOON = datetime(2020, 5, 3, 12, tzinfo=UTC)


class OverlapTests(TestCase):
    def setUp(self):
        self.article = factories.article()
        self.by = self.article.created_by
        revision = self.article.revisions.get()
        self.first = editions.publish(self.article, revision, by=self.by, now=NOON)
        later = NOON + timedelta(hours=1)
        self.second = editions.publish(self.article, revision, by=self.by, now=later)

    def test_a_second_one_cannot_be_written_beside_it(self):
        with pytest.raises(IntegrityError, match="never_overlap"), transaction.atomic():
            self._copy(live_from=NOON + timedelta(minutes=30))

    def test_an_end_cannot_be_moved_into_the_next(self):
        late = Edition.objects.filter(pk=self.first.pk)
        with pytest.raises(IntegrityError, match="never_overlap"), transaction.atomic():
            late.update(live_until=None)

    def test_a_cancelled_one_is_in_nobodys_way(self):
        self._copy(live_from=NOON + timedelta(minutes=30), cancelled_at=NOON)

    def test_another_article_is_in_nobodys_way(self):
        self._copy(live_from=NOON, article=factories.article())

    def _copy(self, **changes):
        copy = Edition.objects.get(pk=self.second.pk)
        copy.pk = None
        for name, value in changes.items():
            setattr(copy, name, value)
        copy.save(force_insert=True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("back_to", ["0002", "0006", "0008", "0011", "0012", "0017"])
def test_going_back_over_migrations_and_forward_again_keeps_the_rule(back_to):
    for target in (back_to, None):
        call_command("migrate", *filter(None, ["articles", target]), verbosity=0)
    editor = factories.editor()
    article = factories.published_article(by=editor)
    copy = article.editions.get()
    copy.pk, copy.live_from = None, copy.live_from + timedelta(minutes=1)
    with pytest.raises(IntegrityError, match="never_overlap"), transaction.atomic():
        copy.save(force_insert=True)
