"""What a file says, put into the desk copy of an article."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from articles.exchanging.markdown.lines import Remark
from articles.exchanging.markdown.source_text import quoted
from articles.exchanging.naming import Register, hides_somebody, key
from articles.models import (
    Edition,
    Image,
    Publication,
    Region,
    Report,
    Revision,
    Source,
    Theme,
)
from articles.models.folding import folded
from articles.models.snapshot import CreditLine
from articles.publishing.compiler import compiled, image_ids
from articles.reading.markdown.blocks import Writer
from articles.reading.neighbours import resolved

HALF_A_DAY = timedelta(hours=12)
_TERMS = {"regions": Region, "themes": Theme, "reports": Report}
_CREDIT_WORDING = Source._meta.get_field("credit_wording")
_OF_THE_ORIGINAL = {"original_url": "", "original_on": None, "permission": ""}


class DeskCopy:
    """Names become numbers; what is not known yet is made by `by` and remarked on."""

    def __init__(self, imported, *, by, authors, remarks):
        self.imported = imported
        self.head, self.foot = imported.head, imported.foot
        self.by = by
        self.authors = authors
        self.remarks = remarks
        self.publication = Publication.objects.current()

    def snapshot(self, standing, article=None):
        """Return the standing desk copy with what the file says put in."""
        snapshot = replace(
            standing,
            headline=self.head.headline,
            standfirst=self.imported.standfirst,
            body=self.imported.body,
            language=self.head.language or self.publication.language,
            credits=self._credits(standing),
            display_at=self._display_at(standing, article),
            **{name: self._terms(standing, name) for name in _TERMS},
            **self._original(standing),
        )
        return _keeping_equal_texts(standing, snapshot)

    def _terms(self, standing, name):
        register = Register(_TERMS[name], self.by, self.remarks)
        terms = [register.known_or_new(term) for term in getattr(self.head, name)]
        kept = getattr(standing, name)
        return tuple(dict.fromkeys(register.as_kept(term, kept) for term in terms))

    def _credits(self, standing):
        if hides_somebody(standing):
            return standing.credits  # whoever the file names, readers are told this
        ids = [line.author for line in standing.credits]
        before = {(line.author, line.role): line for line in standing.credits}
        lines = {}
        for name in self.head.credits:
            author = self.authors.known_or_new(name)
            wording = "" if self.authors.is_usual(author, name.words) else name.words
            number = self.authors.as_kept(author, ids)
            line = before.get((number, name.role))
            if line is None or key(line.wording or name.words) != key(name.words):
                held_on = line.held_on if line else None
                line = CreditLine(number, name.role, wording, held_on)
            lines.setdefault((number, name.role), line)
        return tuple(lines.values())

    def _display_at(self, standing, article):
        day = self.head.published_on
        if article is not None and day in days(article, standing):
            return standing.display_at
        return datetime.combine(day, time.min, tzinfo=self.publication.zone)

    def _original(self, standing):
        """Return what is known of the original, more than the file says where it is."""
        origin = self.foot.origin
        if origin is None:
            return {"source": None, **_OF_THE_ORIGINAL}
        source = self._source(origin)
        values = dict(_OF_THE_ORIGINAL)
        if source.pk == standing.source:
            values = {name: getattr(standing, name) for name in values}
        is_page = urlsplit(origin.address).netloc
        if is_page and origin.address != source.site:
            values["original_url"] = origin.address
        return {"source": source.pk, **values}

    def _source(self, origin):
        address = urlsplit(origin.address)
        site = f"{address.scheme}://{address.netloc}" if address.netloc else ""
        wording = origin.wording
        if "{source}" not in wording or len(wording) > _CREDIT_WORDING.max_length:
            wording = _CREDIT_WORDING.default
        register = Register(Source, self.by, self.remarks)
        source = register.known_or_new(origin, site=site, credit_wording=wording)
        if folded(source.credit_wording) != folded(wording):
            words = f"left aside: {quoted(wording)} (ours stays)"
            self.remarks.append(Remark(origin.line, words))
        return source


def days(article, snapshot):
    """Return the days that the article shows as its date, in the publication's zone."""
    zone = Publication.objects.current().zone
    if snapshot.display_at:
        return {snapshot.display_at.astimezone(zone).date()}
    shown = article.editions.running().order_by("live_from").first()
    return {shown.published_at.astimezone(zone).date()} if shown else set()


def day_imported(article, snapshot):
    """Return the day that a file gave the article, if its date stands as imported.

    A day is stored as its midnight in the publication's zone. Where that was changed
    since, that midnight is another hour now, at most half a day away from one.
    """
    imports = article.revisions.filter(intent=Revision.Intent.IMPORT)
    last = imports.order_by("-number").first()
    if last is None or not snapshot.display_at:
        return None
    if last.snapshot.display_at != snapshot.display_at:
        return None
    zone = Publication.objects.current().zone
    return (snapshot.display_at.astimezone(zone) + HALF_A_DAY).date()


def _keeping_equal_texts(standing, snapshot):
    """Keep the markup of a text where the file says the same in another way.

    Desk copy and file are compared as readers would get them.
    """
    before, after = _as_read(standing), _as_read(snapshot)
    kept = {
        name: getattr(standing, name)
        for name, was, is_now in zip(("standfirst", "body"), before, after, strict=True)
        if was == is_now
    }
    return replace(snapshot, **kept)


def _as_read(snapshot):
    text = compiled(snapshot, Image.objects.in_bulk(image_ids(snapshot)))
    linked = Edition.objects.visible().filter(article_id__in=text.links)
    texts = (resolved(html, linked) for html in (text.standfirst, text.body))
    return tuple(Writer().text(html) for html in texts)
