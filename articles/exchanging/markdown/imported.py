"""What a file says, each thing in its place and with the line it stands on."""

from dataclasses import dataclass
from datetime import date

from articles.exchanging.markdown.lines import Remark


class Refusal(ValueError):
    """The file cannot be taken as an article; the message names the line."""

    def __init__(self, line, words):
        super().__init__(f"line {line}: {words}")


@dataclass(frozen=True)
class Name:
    """A name, linked or not: of an author, a term, another publication."""

    words: str
    line: int
    address: str = ""
    role: str = "author"


@dataclass(frozen=True)
class Said:
    """A sentence of the house: words or HTML, and the link in it that matters."""

    words: str
    line: int
    address: str = ""
    link: str = ""


@dataclass(frozen=True)
class About:
    """What the foot says about the author of that name: a bio, or a shorter name."""

    name: str
    words: str
    line: int


@dataclass(frozen=True)
class Origin:
    """The publication that an article was taken from, and how the file says so."""

    words: str
    line: int
    address: str = ""
    wording: str = ""


@dataclass(frozen=True)
class Head:
    """`language` is empty where the file names none: it is the usual one then."""

    headline: str
    credits: tuple[Name, ...]
    publication: Said
    published_on: date
    regions: tuple[Name, ...] = ()
    themes: tuple[Name, ...] = ()
    reports: tuple[Name, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Foot:
    """What stands under the text. Whatever the file does not have is None or empty."""

    share_note: Said | None = None
    origin: Origin | None = None
    bios: tuple[About, ...] = ()
    short_names: tuple[About, ...] = ()
    comments: Said | None = None
    membership: Said | None = None
    disclaimer: Said | None = None
    fair_use: Said | None = None
    domain: Said | None = None
    media_inquiries: Said | None = None


@dataclass(frozen=True)
class ImportedArticle:
    """All that a file says; `standfirst` and `body` are HTML."""

    head: Head
    standfirst: str
    body: str
    foot: Foot
    remarks: tuple[Remark, ...] = ()
