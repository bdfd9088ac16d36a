"""Files the demo's articles, each at its own hour of the newsroom's past."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from articles.editing import desk as editing
from articles.editing import log, publication, review, things
from articles.exchanging.demo.content import ContentError
from articles.exchanging.demo.furniture import rich
from articles.exchanging.markdown.bodies import Places, read_body
from articles.models import Article, Event
from articles.models.slugs import slug_of
from articles.models.snapshot import CreditLine, Snapshot
from articles.publishing import editions

WRITTEN_BEFORE = timedelta(hours=26)  # filed that long before it was published
MENDED_BEFORE = timedelta(minutes=20)
UNPUBLISHED_SINCE = timedelta(days=2)
MORNING = 6  # o'clock


class Desk:
    """Whoever files, edits and publishes; `late_by` puts every date back."""

    def __init__(self, furniture, staff, late_by):
        self.furniture = furniture
        self.writer, self.editor = staff["writer"], staff["editor"]
        self.late_by = late_by
        self.opened_at = timezone.now()
        self.articles = {}

    @property
    def zone(self):
        return self.furniture.publication.zone

    def file(self, entry):
        """File an article and bring it as far as its entry says."""
        article = editing.create(self._snapshot(entry), by=self.writer).article
        self.articles[entry.file] = article
        ways = {
            "live": self._publish,
            "draft": self._leave,
            "review": self._hand_in,
            "scheduled": self._schedule,
        }
        ways[entry.stage](article, entry)

    def open_pages(self, newsroom):
        """Lead readers to the pages about us, and to where each report begins."""
        row = newsroom.publication
        ours = self.furniture.publication
        self._change(
            ours,
            comments_url=self._address(row.comments_page),
            membership_url=self._address(row.membership_page),
        )
        for report in newsroom.reports:
            first = [self.articles[file].pk for file in report.start_here]
            self._change(self.furniture.reports[report.key], start_here=first)

    def _change(self, thing, **values):
        content = thing.content().changed(**values)
        things.save(thing, content, by=self.furniture.by, seen=thing.version)

    def _publish(self, article, entry):
        at = self._moment(entry.published)
        self.backdate(article, at - WRITTEN_BEFORE)
        publication.publish(article, by=self.editor, seen=article.version, now=at)
        if entry.edited_at:
            self._mend(article, entry)

    def _mend(self, article, entry):
        at = self._moment(entry.edited_at)
        article = Article.objects.get(pk=article.pk)
        standing = article.snapshot()
        if entry.edited_from not in standing.body:
            raise ContentError(f"{entry.file}.md does not say “{entry.edited_from}”.")
        body = standing.body.replace(entry.edited_from, entry.edited_to)
        article = editing.save(
            article,
            replace(standing, body=body),
            by=self.editor,
            seen=article.version,
            why=entry.edited_why,
        ).article
        self.backdate(article, at - MENDED_BEFORE)
        publication.publish(article, by=self.editor, seen=article.version, now=at)

    def _leave(self, article, entry):
        self.backdate(article, self.opened_at - UNPUBLISHED_SINCE)

    def _hand_in(self, article, entry):
        review.submit(article, by=self.writer, seen=article.version)
        self.backdate(article, self.opened_at - UNPUBLISHED_SINCE)

    def _schedule(self, article, entry):
        self.schedule(article, entry.scheduled_in_days, MORNING, by=self.editor)
        self.backdate(article, self.opened_at - UNPUBLISHED_SINCE)

    def schedule(self, article, in_days, hour, *, by):
        """Approve an article for an hour of a later day, by the publication's clock."""
        article = review.approve(article, by=by, seen=article.version)
        revision = article.approved_revision
        day = timezone.localdate(self.opened_at, self.zone) + timedelta(days=in_days)
        at = timezone.make_aware(datetime.combine(day, time(hour)), self.zone)
        edition = editions.schedule(article, revision, at, by=by)
        about = {"by": by, "revision": revision, "edition": edition}
        log.record(article, Event.Kind.SCHEDULED, **about)

    def _snapshot(self, entry):
        furniture = self.furniture
        original = self.articles.get(entry.translation_of)
        return Snapshot(
            headline=entry.headline,
            slug=entry.file if entry.language != "ar" else slug_of(entry.headline),
            standfirst=rich(entry.standfirst),
            body=self._body(entry),
            kind=entry.kind,
            appeals=entry.appeals,
            language=entry.language,
            translation_of=original and original.pk,
            credits=tuple(
                CreditLine(furniture.authors[author].pk, role)
                for author, role in entry.byline
            ),
            regions=tuple(furniture.regions[key].pk for key in entry.regions),
            themes=tuple(furniture.themes[key].pk for key in entry.themes),
            reports=tuple(furniture.reports[key].pk for key in entry.reports),
            tags=tuple(entry.tags),
            lead_image=(entry.picture and furniture.images[entry.picture].pk) or None,
            source=(entry.source and furniture.sources[entry.source].pk) or None,
            original_url=entry.source_url,
            original_on=entry.source_date,
            permission=entry.source_permission,
            search_description=entry.description,
        )

    def _body(self, entry):
        def picture(address):
            kind, _, key = address.partition(":")
            return self.furniture.images[key].pk if kind == "picture" else None

        def article(address):
            kind, _, file = address.partition(":")
            return self.articles[file].pk if kind == "article" else None

        html, remarks = read_body(entry.body, Places(picture, article))
        if remarks:
            raise ContentError(f"{entry.file}.md, {remarks[0]}")
        return html

    def _moment(self, naive):
        return self.furniture.moment(naive) - self.late_by

    def backdate(self, article, at):
        """Let what was just filed or saved have happened at an hour of the past."""
        just_now = {"made_at__gte": self.opened_at}
        article.revisions.filter(**just_now).update(made_at=at)
        article.events.filter(at__gte=self.opened_at).update(at=at)
        row = Article.objects.filter(pk=article.pk)
        row.filter(created_at__gte=self.opened_at).update(created_at=at)
        row.update(updated_at=at)

    def _address(self, file):
        """Return where readers find one of the pages."""
        article = self.articles[file]
        return reverse("articles:article", args=[article.pk, article.slug])
