"""The printed line that says who wrote, translated and pictured an article."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from articles.models import Author, Credit
from articles.reading.withheld import as_named
from articles.reading.wording import Piece, enumerated

LEAD_INS = {
    Credit.Role.AUTHOR: gettext_lazy("By"),
    Credit.Role.TRANSLATOR: gettext_lazy("Translated by"),
    Credit.Role.INTERVIEWER: gettext_lazy("Interview by"),
    Credit.Role.PHOTOGRAPHER: gettext_lazy("Photographs by"),
    Credit.Role.EDITOR: gettext_lazy("Edited by"),
}


@dataclass(frozen=True)
class Credited:
    """An author as one article names them."""

    author: Author
    role: str
    wording: str

    @property
    def name(self):
        """The name as printed: the wording set by hand, or honorific and name."""
        return self.wording or f"{self.author.honorific} {self.author.name}".strip()

    @property
    def address(self):
        return self.author.page_address


@dataclass(frozen=True)
class BylineLine:
    """All who did one thing: “By A, B and C”, “Translated by D”."""

    role: str
    credited: tuple[Credited, ...]

    @property
    def lead_in(self):
        return LEAD_INS.get(self.role, LEAD_INS[Credit.Role.AUTHOR])

    @property
    def pieces(self):
        """The names, linked, with what stands between them; the lead-in is apart."""
        names = [Piece(each.name, each.address) for each in self.credited]
        return enumerated(names, gettext(", "), gettext(" and "))


def byline_of(edition, authors):
    """Return the edition's byline; `authors` are loaded ones by id.

    Those who wrote come first; otherwise in the order of the credits.
    """
    roles = {Credit.Role.AUTHOR: []}
    for line in edition.credit_lines:
        if line.author in authors:
            author = as_named(authors[line.author], edition.article_id)
            wording = "" if author.is_withheld else line.wording
            others = roles.setdefault(line.role, [])
            # Of several whose names are withheld, readers are not told how many.
            if not (author.is_withheld and any(_is_nobody(each) for each in others)):
                others.append(Credited(author, line.role, wording))
    return tuple(
        BylineLine(role, tuple(credited))
        for role, credited in roles.items()
        if credited
    )


def _is_nobody(credited):
    return credited.author.is_withheld
