"""An article as readers see it: its edition and all that stands around it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from articles.engaging.prompts import prompts_for
from articles.models import (
    Edition,
    Kind,
    Prompt,
    Publication,
)
from articles.models.disclaimer import fill_in
from articles.models.publication import ErrorReports
from articles.models.snapshot import writers
from articles.reading.byline import BylineLine, byline_of
from articles.reading.byline_words import words_in
from articles.reading.naming import Names, TermName, authors_of
from articles.reading.neighbours import MoreBy, more_by, neighbours_of, resolved
from articles.reading.series import Series, series_of
from articles.reading.withheld import names_unsaid, without_names
from articles.reading.wording import Piece, pieces, plain, shortened

DESCRIPTION_LENGTH = 200


@dataclass(frozen=True)
class ArticlePage:
    """Everything that the page, its Markdown and its structured data say.

    Texts ending in HTML tags are `standfirst`, `body`, `disclaimer`, `fair_use_notice`
    and the bios; lines are tuples of Piece (text, and an address where it is a link);
    whatever is empty is left out by who prints it. `unsaid` are names that frozen texts
    may hold, and readers are not told. What nobody is to pass on is not `is_shared`.
    """

    edition: Edition
    publication: Publication
    prompts: dict[str, Prompt]
    byline: tuple[BylineLine, ...]
    regions: tuple[TermName, ...]
    themes: tuple[TermName, ...]
    reports: tuple[TermName, ...]
    tags: tuple[TermName, ...]
    more: tuple[MoreBy, ...]
    standfirst: str
    body: str
    unsaid: tuple[str, ...] = ()
    series: Series | None = None
    is_shared: bool = True

    @property
    def address(self):
        return self.edition.get_absolute_url()

    @property
    def markdown_address(self):
        return f"{self.address}article.md"

    @property
    def history_address(self):
        """Where it says what has changed, if readers may open that; else nothing."""
        edition = self.edition
        is_open = self.publication.shows_history and edition.pk
        has_changed = edition.live_from > edition.first_published_at
        return f"{self.address}history/" if is_open and has_changed else ""

    @property
    def is_retracted(self):
        return self.edition.retracted_at is not None

    @property
    def has_margin(self):
        """Whether anything stands beside the text."""
        terms = (self.regions, self.themes, self.reports, self.tags)
        return self.is_shared or any(terms)

    @property
    def canonical(self):
        """The original's address, where search engines are to be sent to that one."""
        source = self.edition.source
        return self.edition.original_url if source and source.is_canonical else ""

    @property
    def kicker(self):
        """What stands over the headline: the kind of work, and the report it is in."""
        kind = self.edition.kind
        is_usual = kind in (Kind.NEWS, Kind.PAGE)
        work = [] if is_usual else [Piece(self.edition.get_kind_display())]
        report = [Piece(each.name, each.address) for each in self.reports[:1]]
        return (*work, *([Piece(" · ")] if work and report else []), *report)

    @property
    def is_plain(self):
        """A page about ourselves: no byline, no date, nothing to share."""
        return self.edition.kind == Kind.PAGE

    @property
    def published_at(self):
        """The date shown, in the publication's time zone."""
        return self.edition.published_at.astimezone(self.publication.zone)

    @property
    def first_dated_at(self):
        """The date that readers were told first, in the publication's time zone."""
        return self.edition.first_dated_at.astimezone(self.publication.zone)

    @property
    def modified_at(self):
        """When the text last changed in substance, never before a date it was told."""
        edition = self.edition
        dates = (edition.first_dated_at, edition.published_at, edition.updated_at)
        return max(filter(None, dates)).astimezone(self.publication.zone)

    @property
    def corrections(self):
        """What was wrong before, the newest first, in the publication's time zone."""
        zone = self.publication.zone
        return [notice.in_zone(zone) for notice in reversed(self.edition.notices)]

    @property
    def retraction(self):
        """What stands above the headline of a retracted article, or None."""
        if not self.is_retracted:
            return None
        retractions = (notice for notice in self.corrections if notice.is_retraction)
        return next(retractions, None)

    @property
    def corrections_below(self):
        """All but what stands above the headline already."""
        return [each for each in self.corrections if each != self.retraction]

    @property
    def credited(self):
        return tuple(each for line in self.byline for each in line.credited)

    @property
    def writers(self):
        """Those credited as authors; where there is none, all who are credited."""
        named = {each.author: each for each in reversed(self.credited)}
        return tuple(named[author] for author in writers(self.credited))

    @cached_property
    def bios(self):
        """Those credited who have a short bio, in the byline's order, each once."""
        once = {}
        for each in self.credited:
            once.setdefault(each.author.pk, each)
        return tuple(each for each in once.values() if each.has_bio)

    @cached_property
    def credit_line(self):
        """Where the article stood first, in the words that its source asks for."""
        source = self.edition.source
        return pieces(source.credit_wording, source=self._from) if source else ()

    @cached_property
    def source_line(self):
        given = self._from if self.edition.source else _text(self.publication.name)
        return pieces(self.publication.source_wording, source=given) if given else ()

    @cached_property
    def copyright_line(self):
        house = self.publication.language  # the wording is in that one
        names = [each.in_language(house).piece for each in self.writers]
        if not names and not self.publication.name:
            return ()
        return pieces(
            self.publication.copyright_wording,
            authors=words_in(house).listed(names),
            publication=_text(self.publication.name),
            year=_text(str(self.published_at.year)),
        )

    @property
    def _from(self):
        source = self.edition.source
        return [Piece(source.name, self.edition.original_url or source.site)]

    @property
    def share_note(self):
        return self.prompts.get(Prompt.Slot.SHARE_NOTE)

    @property
    def membership(self):
        return self.prompts.get(Prompt.Slot.MEMBERSHIP)

    @property
    def appeals(self):
        """What asks the reader for something after the text."""
        slots = (Prompt.Slot.MEMBERSHIP, Prompt.Slot.NEWSLETTER, Prompt.Slot.DONATION)
        return tuple(self.prompts[slot] for slot in slots if slot in self.prompts)

    @property
    def error_form(self):
        """Where readers tell of an error, where there is a form for it."""
        has_form = self.publication.error_reports == ErrorReports.FORM
        return f"{self.address}report/" if has_form and self.is_shared else ""

    @property
    def error_mail(self):
        """Whom readers tell of an error, where there is no form."""
        is_mail = self.publication.error_reports == ErrorReports.MAIL
        is_told = is_mail and self.is_shared
        return self.publication.error_reports_address if is_told else ""

    @property
    def disclaimer(self):
        return without_names(self.edition.disclaimer, self.unsaid)

    @property
    def fair_use_notice(self):
        publication = self.publication
        return fill_in(publication.fair_use_notice, **publication.words)

    @property
    def description(self):
        """One or two plain sentences for who has not opened the page."""
        edition = self.edition
        words = edition.search_description or plain(edition.standfirst) or edition.text
        if self.retraction:
            words = self.retraction.text
        return shortened(" ".join(words.split()), DESCRIPTION_LENGTH)


def article_page(edition, at, instead=(), author=None):
    """Gather what surrounds the edition at that moment: five queries.

    The edition should come with its lead image and source: see edition_at(). `instead`
    are what readers shall be taken to see of other articles, and `author` is one of its
    authors as readers shall be told of them.
    """
    publication = Publication.objects.current()
    authors = authors_of([edition])
    today = timezone.localdate(at, publication.zone)
    if author:
        authors = {
            pk: author if known.pk == author.pk else known
            for pk, known in authors.items()
        }
    byline = byline_of(edition, authors, publication.language, today)
    names = Names([edition])
    others = neighbours_of(edition, at, instead)
    prompts = prompts_for(edition, at)
    if edition.retracted_at:  # it asks nothing of who has just been told so
        prompts = {
            slot: prompts[slot] for slot in prompts if slot == Prompt.Slot.NOTICE
        }
    return ArticlePage(
        edition=edition,
        publication=publication,
        prompts=prompts,
        byline=byline,
        regions=names.of(edition, "regions", edition.language),
        themes=names.of(edition, "themes", edition.language),
        reports=names.of(edition, "reports", edition.language),
        tags=names.of(edition, "tags", edition.language),
        more=more_by(edition, authors, others, byline),
        standfirst=resolved(edition.standfirst, others),
        body=resolved(edition.body, others),
        unsaid=tuple(names_unsaid(authors.values(), edition.article_id)),
        series=series_of(edition, names, others),
        is_shared=edition.retracted_at is None,
    )


def edition_at(article_id, at):
    """Return the article's edition that readers see at that moment, or None."""
    editions = Edition.objects.visible(at).filter(article_id=article_id)
    return editions.select_related("lead_image", "source").first()


def _text(words):
    return [Piece(words)] if words else []
