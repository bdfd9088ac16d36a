"""Reads demo/newsroom.toml and the texts beside it; refuses what makes no sense."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

_ADDRESS = re.compile(r"\]\((article|picture):([^)\s]+)")


class ContentError(Exception):
    """Something in demo/ that cannot be loaded; the message says where."""


@dataclass(frozen=True, kw_only=True)
class Publication:
    name: str
    legal_name: str
    domain: str
    tagline: str
    language: str
    time_zone: str
    source_wording: str
    copyright_wording: str
    media_inquiries: str
    reprints: str
    comments_wording: str
    comments_page: str
    membership_page: str
    fair_use_notice: str
    default_disclaimer: str
    social_accounts: list[str]


@dataclass(frozen=True, kw_only=True)
class Disclaimer:
    key: str
    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Source:
    key: str
    name: str
    site: str
    licence: str
    credit_wording: str
    has_standing_permission: bool = False
    is_canonical: bool = False
    disclaimer: str = ""


@dataclass(frozen=True, kw_only=True)
class Region:
    key: str
    name: str
    parent: str = ""
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Theme:
    key: str
    name: str
    description: str
    disclaimer: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    key: str
    name: str
    slug: str
    description: str
    cover: str
    start_here: list[str]


@dataclass(frozen=True, kw_only=True)
class Prompt:
    name: str
    slot: str
    language: str
    text: str
    button: str = ""
    url: str = ""
    priority: int = 0
    is_evergreen: bool = True
    shows_from: datetime | None = None
    shows_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Author:
    key: str
    name: str
    kind: str = "person"
    short_name: str = ""
    honorific: str = ""
    sort_name: str = ""
    slug: str = ""
    role: str = ""
    affiliation: str = ""
    short_bio: str = ""
    long_bio: str = ""
    expertise: str = ""
    languages: str = ""
    links: list[str]
    in_languages: dict[str, str] = field(default_factory=dict)
    bio_reviewed_on: date | None = None
    portrait: dict | None = None
    emblem: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    key: str
    drawing: str
    alt: str
    caption: str
    focal: list[int]


@dataclass(frozen=True, kw_only=True)
class Article:
    """`published` is the first hour readers saw it, by the publication's clock.

    `edited_…` describe a later edition: when, which words became which, and why.
    """

    file: str
    headline: str
    kind: str
    credits: list[str]
    standfirst: str
    description: str
    body: str
    stage: str = "live"
    published: datetime | None = None
    scheduled_in_days: int = 0
    edited_at: datetime | None = None
    edited_from: str = ""
    edited_to: str = ""
    edited_why: str = ""
    language: str = "en"
    translation_of: str = ""
    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""
    source_date: date | None = None
    source_permission: str = ""
    picture: str = ""
    appeals: str = "usual"

    @property
    def byline(self):
        """Return (author, role) pairs in the order of the byline."""
        pairs = (credit.partition(":") for credit in self.credits)
        return [(author, role or "author") for author, _, role in pairs]

    def named_in_body(self, kind):
        """Return the keys of the articles, or pictures, that the text leads to."""
        return [key for found, key in _ADDRESS.findall(self.body) if found == kind]

    @property
    def needs(self):
        """Return the files of the articles that must be there before this one."""
        before = set(self.named_in_body("article"))
        return before | {self.translation_of} if self.translation_of else before


@dataclass(frozen=True, kw_only=True)
class Task:
    """What somebody did to an article, so many hours ago, and left for others.

    `why` is what they said; `quote` are words of the text, and `to` what they became,
    or who was given the article, or what the words rest on.
    """

    article: str
    what: str
    by: str
    ago: int
    why: str = ""
    quote: str = ""
    to: str = ""
    in_days: int = 0
    hour: int = 0


_TABLES = {
    "disclaimers": Disclaimer,
    "sources": Source,
    "regions": Region,
    "themes": Theme,
    "reports": Report,
    "prompts": Prompt,
    "authors": Author,
    "pictures": Picture,
    "tasks": Task,
}
_WITHOUT_KEYS = {"prompts", "tasks"}


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    publication: Publication
    disclaimers: list[Disclaimer]
    sources: list[Source]
    regions: list[Region]
    themes: list[Theme]
    reports: list[Report]
    prompts: list[Prompt]
    authors: list[Author]
    pictures: list[Picture]
    tasks: list[Task]
    articles: list[Article]

    def in_order_of_need(self):
        """Return the articles, each after those that it leads to or translates."""
        by_file = {article.file: article for article in self.articles}
        needs = {article.file: article.needs for article in self.articles}
        try:
            return [by_file[file] for file in TopologicalSorter(needs).static_order()]
        except CycleError as error:
            circle = " → ".join(error.args[1])
            raise ContentError(f"These articles lead to each other: {circle}") from None


def read(folder: Path) -> Newsroom:
    """Return what the folder says. Raises ContentError with the place and the fault."""
    written = tomllib.loads((folder / "newsroom.toml").read_text(encoding="utf-8"))
    rows = {}
    for table, kind in _TABLES.items():
        rows[table] = [
            _row(kind, row) for row in written.pop(table.removesuffix("s"), [])
        ]
    rows["articles"] = [
        _row(Article, {**row, "body": _text(folder, row)})
        for row in written.pop("article", [])
    ]
    publication = _row(Publication, written.pop("publication", {}))
    if written:
        raise ContentError(f"newsroom.toml: nobody reads {', '.join(written)}.")
    newsroom = Newsroom(publication=publication, **rows)
    _check_keys(newsroom)
    return newsroom


def _row(kind, values):
    known = {field.name for field in fields(kind)}
    name = values.get("file") or values.get("key") or values.get("name")
    place = f"newsroom.toml, {kind.__name__.lower()} “{name}”"
    if unknown := values.keys() - known:
        raise ContentError(f"{place}: there is no {', '.join(sorted(unknown))}.")
    try:
        return kind(**values)
    except TypeError as error:
        raise ContentError(f"{place}: {error}") from None


def _text(folder, row):
    path = folder / "articles" / f"{row.get('file')}.md"
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise ContentError(f"{path.name}: there is no such text.") from None


def _check_keys(newsroom):
    """Refuse a key that is there twice, and one that leads nowhere."""
    known = {
        name: [row.key for row in getattr(newsroom, name)]
        for name in _TABLES
        if name not in _WITHOUT_KEYS
    }
    known["articles"] = [article.file for article in newsroom.articles]
    for name, keys in known.items():
        twice = [key for key, count in Counter(keys).items() if count > 1]
        if twice:
            raise ContentError(f"newsroom.toml: {name} has {twice[0]} twice.")
    for place, name, key in _references(newsroom):
        if key and key not in known[name]:
            raise ContentError(f"{place}: “{key}” is not among the {name}.")


def _references(newsroom):
    """Yield (place, table, key) for everything that is named somewhere."""
    publication = newsroom.publication
    yield "publication", "disclaimers", publication.default_disclaimer
    yield "publication", "articles", publication.comments_page
    yield "publication", "articles", publication.membership_page
    for row in (*newsroom.sources, *newsroom.themes):
        yield row.key, "disclaimers", row.disclaimer
    for region in newsroom.regions:
        yield region.key, "regions", region.parent
    for report in newsroom.reports:
        yield report.key, "pictures", report.cover
        yield from ((report.key, "articles", file) for file in report.start_here)
    for task in newsroom.tasks:
        yield f"task “{task.what}”", "articles", task.article
    for article in newsroom.articles:
        yield from _references_of(article)


def _references_of(article):
    place = f"{article.file}.md"
    for name in ("regions", "themes", "reports"):
        yield from ((place, name, key) for key in getattr(article, name))
    yield from ((place, "authors", author) for author, _ in article.byline)
    for kind in ("article", "picture"):
        found = article.named_in_body(kind)
        yield from ((place, f"{kind}s", key) for key in found)
    yield place, "articles", article.translation_of
    yield place, "sources", article.source
    yield place, "pictures", article.picture
