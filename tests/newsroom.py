"""A newsroom of any size, written in bulk: what thousands of saves would have left."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import OuterRef, Subquery

from articles.models import (
    Article,
    AuthorPlacement,
    Credit,
    Edition,
    Event,
    RegionPlacement,
    Revision,
    Stage,
)
from articles.models.belonging import ArticleRegion
from articles.models.slugs import slug_of
from articles.models.snapshot import CreditLine, Snapshot
from tests import factories

BEGAN = datetime(2010, 1, 1, tzinfo=UTC)
APART = timedelta(hours=6)
AT_ONCE = 2000
DRAFT_EVERY, REVIEW_EVERY = 10, 25  # the others are live


class Newsroom:
    def __init__(self, people):
        """`people` file the articles in turn."""
        self.people = people
        self.authors = [factories.author() for _ in range(40)]
        self.regions = [factories.region() for _ in range(12)]
        self.size = 0

    def grow(self, size):
        """File and publish articles until there are so many."""
        while self.size < size:
            numbers = range(self.size, min(self.size + AT_ONCE, size))
            self.size = numbers[-1] + 1
            self._write(numbers)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _write(self, numbers):
        snapshots = [self._snapshot(number) for number in numbers]
        articles = [
            self._article(*pair) for pair in zip(numbers, snapshots, strict=True)
        ]
        Article.objects.bulk_create(articles)
        rows = list(zip(articles, snapshots, strict=True))
        Credit.objects.bulk_create(
            Credit(article=article, author_id=line.author)
            for article, snapshot in rows
            for line in snapshot.credits
        )
        ArticleRegion.objects.bulk_create(
            ArticleRegion(article=article, term_id=pk)
            for article, snapshot in rows
            for pk in snapshot.regions
        )
        revisions = Revision.objects.bulk_create(
            Revision(
                article=article,
                number=1,
                content=snapshot.to_json(),
                made_at=article.created_at,
                made_by=article.created_by,
            )
            for article, snapshot in rows
        )
        Event.objects.bulk_create(
            Event(
                article=revision.article,
                kind=Event.Kind.CREATED,
                at=revision.made_at,
                by=revision.made_by,
                revision=revision,
            )
            for revision in revisions
        )
        pairs = zip(numbers, revisions, strict=True)
        self._publish([revision for number, revision in pairs if _is_live(number)])

    def _snapshot(self, number):
        author = self.authors[number % len(self.authors)]
        region = self.regions[number % len(self.regions)]
        return Snapshot(
            headline=f"Tide {number}",
            body="<p>Some words.</p>",
            credits=(CreditLine(author.pk),),
            regions=(region.pk,),
        )

    def _article(self, number, snapshot):
        article = Article(
            stage=Stage.DRAFT if number % DRAFT_EVERY == 0 else Stage.REVIEW,
            version=1,
            created_by=self.people[number % len(self.people)],
        )
        article.take(snapshot)
        # Set as it is written; an hour of the past would be overwritten.
        article.created_at = BEGAN + number * APART
        return article

    def _publish(self, revisions):
        own = Revision.objects.filter(article=OuterRef("pk")).values("pk")
        Article.objects.filter(pk__in=[it.article_id for it in revisions]).update(
            stage=Stage.APPROVED, approved_revision=Subquery(own)
        )
        editions = Edition.objects.bulk_create(map(_edition, revisions))
        for model, placed in (
            (AuthorPlacement, lambda it: [line[0] for line in it.credits]),
            (RegionPlacement, lambda it: it.terms["regions"]),
        ):
            model.objects.bulk_create(
                model(
                    edition=edition,
                    article_id=edition.article_id,
                    term_id=pk,
                    published_at=edition.published_at,
                    live_from=edition.live_from,
                )
                for edition in editions
                for pk in placed(edition)
            )


def _is_live(number):
    return number % DRAFT_EVERY and number % REVIEW_EVERY != 1


def _edition(revision):
    snapshot, at = revision.snapshot, revision.made_at
    return Edition(
        article=revision.article,
        revision=revision,
        live_from=at,
        published_at=at,
        first_published_at=at,
        first_dated_at=at,
        made_at=at,
        headline=snapshot.headline,
        slug=slug_of(snapshot.headline),
        kind=snapshot.kind,
        appeals=snapshot.appeals,
        language=snapshot.language,
        body=snapshot.body,
        text="Some words.",
        word_count=2,
        search_text=f"{snapshot.headline} some words".lower(),
        credits=[line.to_json() for line in snapshot.credits],
        terms={"regions": list(snapshot.regions)},
    )
