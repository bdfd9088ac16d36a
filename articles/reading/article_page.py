"""An article as readers see it: its edition and all that stands around it."""

from dataclasses import dataclass
from functools import cached_property

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
from articles.reading.naming import Names, TermName, authors_of
from articles.reading.neighbours import MoreBy, more_by, neighbours_of, resolved
from articles.reading.series import Series, series_of
from articles.reading.wording import Piece, enumerated, pieces, plain, shortened

DESCRIPTION_LENGTH = 200


@dataclass(frozen=True)
class ArticlePage:
    """Everything that the page, its Markdown and its structured data say.

    Texts ending in HTML tags are `standfirst`, `body`, `disclaimer`, `fair_use_notice`
    and the bios; lines are tuples of Piece (text, and an address where it is a link);
    whatever is empty is left out by who prints it. What nobody is to pass on is not
    `is_shared`.
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
        named = {each.author.pk: each for each in reversed(self.credited)}
        wrote = writers(self.edition.credit_lines)
        return tuple(named[pk] for pk in wrote if pk in named)

    @cached_property
    def bios(self):
        """Authors with a short bio, in the order of the byline, each once."""
        authors = {each.author.pk: each.author for each in self.credited}
        known = (author for author in authors.values() if author.proposed_at is None)
        return tuple(author for author in known if author.short_bio)

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
        names = [Piece(each.name, each.address) for each in self.writers]
        if not names and not self.publication.name:
            return ()
        return pieces(
            self.publication.copyright_wording,
            authors=enumerated(names, ", ", " and "),
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
        return self.edition.disclaimer

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


def article_page(edition, at, instead=()):
    """Gather what surrounds the edition at that moment: five queries.

    The edition should come with its lead image and source: see edition_at(). `instead`
    are what readers shall be taken to see of other articles.
    """
    authors = authors_of([edition])
    byline = byline_of(edition, authors)
    names = Names([edition])
    others = neighbours_of(edition, at, instead)
    prompts = prompts_for(edition, at)
    if edition.retracted_at:  # it asks nothing of who has just been told so
        prompts = {
            slot: prompts[slot] for slot in prompts if slot == Prompt.Slot.NOTICE
        }
    return ArticlePage(
        edition=edition,
        publication=Publication.objects.current(),
        prompts=prompts,
        byline=byline,
        regions=names.of(edition, "regions"),
        themes=names.of(edition, "themes"),
        reports=names.of(edition, "reports"),
        tags=names.of(edition, "tags"),
        more=more_by(edition, authors, others),
        standfirst=resolved(edition.standfirst, others),
        body=resolved(edition.body, others),
        series=series_of(edition, names, others),
        is_shared=edition.retracted_at is None,
    )


def edition_at(article_id, at):
    """Return the article's edition that readers see at that moment, or None."""
    editions = Edition.objects.visible(at).filter(article_id=article_id)
    return editions.select_related("lead_image", "source").first()


def _text(words):
    return [Piece(words)] if words else []
