"""Files an article that came from elsewhere: through the desk, like anyone's."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from articles.editing import desk, publication, things
from articles.editing.locking import locked_with_others
from articles.editing.outcomes import Conflict
from articles.editing.rows import tidy
from articles.exchanging.desk_copy import DeskCopy, day_imported, days
from articles.exchanging.house_sentences import HouseSentences
from articles.exchanging.markdown.foot import is_same_person
from articles.exchanging.markdown.lines import Remark
from articles.exchanging.markdown.source_text import quoted
from articles.exchanging.naming import Register, hides_somebody, key
from articles.models import (
    Article,
    Author,
    Publication,
    Revision,
    Version,
)
from articles.models.folding import folded
from articles.models.revision import NEVER_STOOD
from articles.models.snapshot import Snapshot
from articles.reading.wording import plain


class Result(StrEnum):
    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT_ALONE = "left alone"


@dataclass
class Arrival:
    """What became of a file: the article, and what somebody should know about it."""

    article: Article
    result: Result
    remarks: list[Remark] = field(default_factory=list)
    is_published: bool = False


@transaction.atomic
def store(imported, *, by):
    """File the article, or update the one it is, as the user `by`; return an Arrival.

    The same headline, first author and date are the same article. One that staff have
    worked on since it was last imported, or that never was, is left alone.

    Raises Refusal, PermissionDenied and ValidationError; then nothing is stored.
    """
    return _Filing(imported, by).filed()


@transaction.atomic
def store_and_publish(imported, *, by):
    """File the article as store() does and let readers see it; return an Arrival."""
    arrival = store(imported, by=by)
    if arrival.result == Result.LEFT_ALONE:
        return arrival
    article = arrival.article
    editions = article.editions.standing().filter(revision__number=article.version)
    if not editions.exists():
        publication.publish(article, by=by, seen=article.version)
        arrival.is_published = True
    elif not editions.visible().exists():
        words = (
            "readers do not see this version; whoever decided so has not been overruled"
        )
        arrival.remarks.append(Remark(1, words))
    return arrival


class _Filing:
    def __init__(self, imported, by):
        self.imported = imported
        self.head, self.foot = imported.head, imported.foot
        self.by = by
        self.remarks = list(imported.remarks)
        self.authors = Register(Author, by, self.remarks)

    def filed(self):
        article = self._existing()
        if article is None:
            return self._new()
        with transaction.atomic():
            outcome = self._update(article)
            if outcome.result == Result.LEFT_ALONE:
                transaction.set_rollback(True)  # what was new for it is not needed
        return outcome

    def _new(self):
        sentences = HouseSentences(self.imported, by=self.by, remarks=self.remarks)
        sentences.fill()
        language = Publication.objects.current().language
        snapshot = self._desk_copy().snapshot(Snapshot(language=language))
        saved = desk.create(snapshot, by=self.by, intent=Revision.Intent.IMPORT)
        return self._arrival(saved.article, Result.NEW)

    def _update(self, article):
        article = locked_with_others(article)
        standing = article.snapshot()
        snapshot = tidy(self._desk_copy().snapshot(standing, article))
        if snapshot == standing and not article.binned_at:
            result = Result.UNCHANGED
        elif why := _worked_on(article):
            article_is = Remark(1, f"left alone: {why}")
            return Arrival(article, Result.LEFT_ALONE, [article_is])
        else:
            result = Result.UPDATED
            saved = desk.save(
                article,
                snapshot,
                by=self.by,
                seen=article.version,
                intent=Revision.Intent.IMPORT,
            )
            article = saved.article
        HouseSentences(self.imported, by=self.by, remarks=self.remarks).fill()
        return self._arrival(article, result)

    def _arrival(self, article, result):
        self._bios()
        self.remarks.sort(key=lambda remark: remark.line)
        return Arrival(article, result, self.remarks)

    def _desk_copy(self):
        return DeskCopy(
            self.imported, by=self.by, authors=self.authors, remarks=self.remarks
        )

    # Which article it is

    def _existing(self):
        first = self.authors.known(self.head.credits[0])
        headline = self.head.headline
        imported = Revision.objects.filter(
            intent=Revision.Intent.IMPORT, content__headline=headline
        )
        candidates = Article.objects.filter(
            Q(headline=headline) | Q(pk__in=imported.values("article_id"))
        )
        # One that lies in the bin only where there is no other.
        unbinned_first = F("binned_at").asc(nulls_first=True)
        for article in candidates.order_by(unbinned_first, "pk"):
            if self._is_this(article, article.snapshot(), first) or any(
                self._is_this(article, revision.snapshot, first)
                for revision in imported.filter(article=article)
            ):
                return article
        return None

    def _is_this(self, article, snapshot, first):
        stored = [line.author for line in snapshot.credits[:1]]
        is_theirs = first is not None and self.authors.as_kept(first, stored) in stored
        is_theirs = is_theirs or hides_somebody(snapshot)
        same = is_theirs and snapshot.headline == self.head.headline
        return same and self._is_that_day(article, snapshot)

    def _is_that_day(self, article, snapshot):
        day = self.head.published_on
        if day in days(article, snapshot):
            return True
        return day == day_imported(article, snapshot)

    # What it says about its authors

    def _bios(self):
        for about in self.foot.bios:
            self._about(about, "short_bio")
        for about in self.foot.short_names:
            self._about(about, "short_name")

    def _about(self, about, name):
        author = self._author_called(about.name)
        if author is None or _is_said_in_another_language(author, about.words):
            return
        known = getattr(author, name)
        if name == "short_name":
            known = known or (
                author.name if key(about.words) == key(author.name) else ""
            )
        if known:
            if folded(plain(known)) != folded(plain(about.words)):
                self._left_aside(about.line, about.words)
        elif self.by.has_perm("articles.change_author"):
            self._say(author, name, about)
        else:
            self._left_aside(about.line, about.words)

    def _say(self, author, name, about):
        content = author.content().changed(**{name: about.words})
        try:
            saved = things.save(
                author,
                content,
                by=self.by,
                seen=author.version,
                intent=Version.Intent.IMPORT,
            )
        except ValidationError:
            saved = None
        if saved is None or isinstance(saved, Conflict):
            self._left_aside(about.line, about.words)
        else:
            author.take(content)
            author.version = saved.thing.version

    def _author_called(self, name):
        for credit in self.head.credits:
            if is_same_person(credit.words, name):
                return self.authors.known(credit)
        return None

    def _left_aside(self, line, words):
        words = f"left aside: {quoted(plain(words))} (ours stays)"
        self.remarks.append(Remark(line, words))


def _worked_on(article):
    """Say why an import must not touch the article, or return nothing."""
    if article.binned_at:
        return f"“{article.headline}” lies in the bin"
    standing = article.revisions.exclude(intent__in=NEVER_STOOD)
    newest = standing.order_by("number").last()
    if newest.intent == Revision.Intent.IMPORT:
        return ""
    if not standing.filter(intent=Revision.Intent.IMPORT).exists():
        return f"“{article.headline}” was written here"
    who = newest.made_by_name or "somebody"
    return f"{who} has worked on “{article.headline}” since it was imported"


def _is_said_in_another_language(author, words):
    said = {folded(plain(known)) for known in author.in_languages.values()}
    return folded(plain(words)) in said
