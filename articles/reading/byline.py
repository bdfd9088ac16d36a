"""The printed line that says who wrote, translated and pictured an article."""

from dataclasses import dataclass, replace
from datetime import date

from articles.models import Author, Credit
from articles.models.in_languages import Said
from articles.models.languages import direction
from articles.reading.addresses import followable
from articles.reading.byline_words import honoured, words_in
from articles.reading.withheld import as_named
from articles.reading.wording import Name


@dataclass(frozen=True)
class Credited:
    """An author as one article, or a page in one language, names them.

    Whoever prints an author takes all of it from here: what readers are told of
    somebody is decided in one place.
    """

    author: Author
    language: str  # of the words around the name
    house: str = ""  # the language of what is said in no other, where it is known
    day: date | None = None  # the position of which is told
    role: str = Credit.Role.AUTHOR
    wording: str = ""

    @property
    def is_person(self):
        return self.author.kind != Author.Kind.ORGANISATION

    @property
    def said(self):
        """The bare name, in the language of the words around it if there is one."""
        return self._said("name")

    @property
    def name(self):
        """The name as printed: the wording set by hand, or honorific and name."""
        return self.wording or self.usual_name

    @property
    def usual_name(self):
        return honoured(self.honorific, self.said.words)

    @property
    def honorific(self):
        """The one that goes with the name: of one language, as the name is."""
        if not self.is_person:
            return ""
        honorific = self._said("honorific")
        return honorific.words if honorific.language == self.said.language else ""

    @property
    def called(self):
        """The name that “Articles by …” uses."""
        name = self.said
        is_ours = name.language == self.house
        return (self.author.short_name if is_ours else "") or name.words

    @property
    def address(self):
        return self.author.page_address

    @property
    def short_bio(self):
        return self._said("short_bio")

    @property
    def long_bio(self):
        """What the author's own page says: the short bio where there is no long one."""
        return self._said("long_bio") or self.short_bio

    @property
    def has_bio(self):
        """Whether an article says who that is: of who is only proposed it does not."""
        return self.author.proposed_at is None and bool(self.short_bio)

    @property
    def expertise(self):
        return self.author.expertise

    @property
    def languages(self):
        return self.author.languages

    @property
    def links(self):
        return [link for link in self.author.link_list if followable(link)]

    @property
    def has_facts(self):
        return bool(self.expertise or self.languages or self.links)

    @property
    def photo(self):
        return self.author.photo

    @property
    def position(self):
        """The role and affiliation of the day, perhaps an empty Position."""
        return self.author.position_on(self.day)

    @property
    def piece(self):
        is_other = not self.wording and self.said.language != self.language
        return Name(self.name, self.address, self.said.language if is_other else "")

    def in_language(self, language):
        """Return the same credit as a sentence in another language names it."""
        return replace(self, language=language)

    def _said(self, field):
        said = self.author.said(field, self.language)
        return said if said.language else Said(said.words, self.house)


@dataclass(frozen=True)
class BylineLine:
    """All who did one thing: “By A, B and C”, “Translated by D”."""

    role: str
    language: str
    credited: tuple[Credited, ...]

    @property
    def direction(self):
        return direction(self.language)

    @property
    def lead_in(self):
        """What the line begins with, and the space before the names if there is one."""
        return words_in(self.language).lead_in(self.role)

    @property
    def pieces(self):
        """The names, linked, with what stands between them; the lead-in is apart."""
        names = [each.piece for each in self.credited]
        return words_in(self.language).listed(names)


def byline_of(edition, authors, house="", on=None):
    """Return the edition's byline; `authors` are loaded ones by id.

    Those who wrote come first; otherwise in the order of the credits. `house` is the
    publication's language; positions are told as of the day `on` where a credit pins
    none.
    """
    roles = {Credit.Role.AUTHOR: []}
    named = named_in(edition, authors)
    for line in lines_of(edition, authors):
        author, others = named[line.author], roles.setdefault(line.role, [])
        # Of several whose names are withheld, readers are not told how many.
        if author.is_withheld and any(each.author.is_withheld for each in others):
            continue
        others.append(
            Credited(
                author=author,
                language=edition.language,
                house=house,
                day=line.held_on or on,
                role=line.role,
                wording="" if author.is_withheld else line.wording,
            )
        )
    return tuple(
        BylineLine(role, edition.language, tuple(credited))
        for role, credited in roles.items()
        if credited
    )


def lines_of(edition, authors):
    """Return an edition's credits with the numbers of whom they stand for today.

    Two of one author in one role are one, worded as the first. `authors` are loaded
    ones by id; of others there is no line.
    """
    lines = {}
    for line in edition.credit_lines:
        if author := authors.get(line.author):
            today = replace(line, author=author.pk)
            lines.setdefault((today.author, today.role), today)
    return list(lines.values())


def named_in(edition, authors):
    """Return whom the edition credits, as it may name them, by today's number."""
    named = {}
    for line in edition.credit_lines:
        if author := authors.get(line.author):
            author = as_named(author, edition.article_id)
            if author.is_withheld or author.pk not in named:
                named[author.pk] = author
    return named


def names_in_print(author):
    """Return every name under which bylines may print an author, bare ones too."""
    keys = {key.partition(".")[0] for key in author.in_languages}
    each = [Credited(author, language) for language in ("", *sorted(keys))]
    return {name for one in each for name in (one.said.words, one.usual_name)}
