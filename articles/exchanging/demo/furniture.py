"""Stores what an office has before its first article: authors, terms, small print."""

from django.utils import timezone

from articles.editing import things
from articles.exchanging.markdown.bodies import body_html
from articles.models import (
    Author,
    Disclaimer,
    Prompt,
    Publication,
    Region,
    Report,
    Source,
    Theme,
    Version,
)
from articles.models.body import clean_inline
from articles.models.positions import Position
from articles.models.slugs import slug_of

_TEMPORAL = ("shows_from", "shows_until")


class Furniture:
    """The rows by their keys in newsroom.toml; `images` are there already."""

    def __init__(self, newsroom, images, by):
        self.images, self.by = images, by
        self.disclaimers = {
            row.key: self._made(Disclaimer, name=row.name, text=rich(row.text))
            for row in newsroom.disclaimers
        }
        self.publication = self._publication(newsroom.publication)
        self.sources = {row.key: self._source(row) for row in newsroom.sources}
        self.regions = self._regions(newsroom.regions)
        self.themes = {row.key: self._theme(row) for row in newsroom.themes}
        self.reports = {row.key: self._report(row) for row in newsroom.reports}
        self.authors = {row.key: self._author(row) for row in newsroom.authors}
        for row in newsroom.prompts:
            self._prompt(row)

    def _publication(self, row):
        fields = vars(row) | {
            "default_disclaimer": self.disclaimers[row.default_disclaimer],
            "social_accounts": "\n".join(row.social_accounts),
            "fair_use_notice": rich(row.fair_use_notice),
        }
        pages = ("comments_page", "membership_page")  # once these articles are there
        fields = {name: value for name, value in fields.items() if name not in pages}
        return self._made(Publication, **fields)

    def _source(self, row):
        return self._made(Source, **self._with_disclaimer(row))

    def _theme(self, row):
        fields = self._with_disclaimer(row)
        return self._made(Theme, slug=slug_of(row.name), **fields)

    def _with_disclaimer(self, row):
        fields = {name: value for name, value in vars(row).items() if name != "key"}
        return fields | {"disclaimer": self.disclaimers.get(row.disclaimer)}

    def _regions(self, rows):
        regions = {}
        for row in rows:  # a parent stands before its children
            regions[row.key] = self._made(
                Region,
                name=row.name,
                slug=slug_of(row.name),
                description=row.description,
                parent=regions[row.parent] if row.parent else None,
            )
        return regions

    def _report(self, row):
        return self._made(
            Report,
            name=row.name,
            slug=row.slug,
            description=row.description,
            cover=self.images[row.cover],
        )

    def _author(self, row):
        left_out = {"key", "portrait", "emblem", "links", "short_bio", "long_bio"}
        left_out |= {"role", "affiliation"}
        position = Position(row.role, row.affiliation)
        fields = {
            name: value for name, value in vars(row).items() if name not in left_out
        }
        return self._made(
            Author,
            **fields
            | {
                "slug": row.slug or slug_of(row.name),
                "positions": [position.to_json()] if position else [],
                "links": "\n".join(row.links),
                "in_languages": _said(row.in_languages),
                "short_bio": rich(row.short_bio),
                "long_bio": rich(row.long_bio),
                "photo": self.images.get(portrait_key(row)),
            },
        )

    def _prompt(self, row):
        fields = vars(row) | {
            name: self.moment(getattr(row, name)) for name in _TEMPORAL
        }
        self._made(Prompt, **fields)

    def _made(self, model, **fields):
        intent = Version.Intent.IMPORT
        content = model(**fields).content()
        return things.create(model, content, by=self.by, intent=intent).thing

    def moment(self, naive):
        """Return an hour by the publication's clock as a moment."""
        return naive and timezone.make_aware(naive, self.publication.zone)


def portrait_key(author):
    return f"portrait:{author.key}"


def _said(in_languages):
    """Return what is said in other languages, bios as rich text."""
    return {
        key: rich(words) if key.endswith("_bio") else words
        for key, words in in_languages.items()
    }


def rich(markdown):
    """Return Markdown paragraphs as rich inline text."""
    return clean_inline(body_html(markdown)) if markdown.strip() else ""
