"""Texts with all that the checks look at, each thing loaded once, when asked for."""

import re
from functools import cached_property

from django.conf import settings
from django.db.models import Exists, OuterRef
from lxml import html

from articles.editing.authors.undecided import undecided
from articles.editing.source_notes import open_flags
from articles.models import Article, Edition, Image, Source
from articles.models.body import clean_body, clean_inline
from articles.publishing.compiler import image_ids

_OWN_ARTICLE = re.compile(r"/articles/(\d{1,18})(?:[/?#]|$)")


class Scrutinised:
    def __init__(self, snapshot, article=None, at=None, shelf=None):
        self.snapshot = snapshot
        self.article = article
        self.shelf = shelf or Shelf(at)
        self.shelf.texts.append(self)

    @cached_property
    def picture_ids(self):
        lead = self.snapshot.lead_image
        return [*dict.fromkeys([*([lead] if lead else []), *image_ids(self.snapshot)])]

    @property
    def pictures(self):
        """The pictures, each with the field it stands in."""
        lead, images = self.snapshot.lead_image, self.shelf.images
        return [
            ("lead_image" if pk == lead else "body", images[pk])
            for pk in self.picture_ids
            if pk in images
        ]

    @property
    def source(self):
        pk = self.snapshot.source
        return self.shelf.sources.get(pk) if pk else None

    @property
    def dead_links(self):
        """(field, id, headline if there is one) of our own articles that readers will
        not find behind a link.
        """
        if not self.linked:
            return []
        known = self.shelf.articles
        return [
            (field, pk, known[pk].headline if pk in known else "")
            for pk, field in self.linked.items()
            if pk not in known or not known[pk].is_seen
            if pk not in self.shelf.appearing
        ]

    @property
    def open_flags(self):
        """The source notes that hold publication."""
        if self.article is None or not self.article.has_open_legal_flag:
            return []
        return self.shelf.flags[self.article.pk]

    @property
    def proposed_authors(self):
        """Those of its byline about whom nobody has decided yet."""
        if not self.may_propose:
            return []
        named = {line.author for line in self.snapshot.credits}
        return [author for author in self.shelf.proposed if author.pk in named]

    @property
    def may_propose(self):
        return self.article is None or self.article.has_proposed_author

    @cached_property
    def linked(self):
        """Ids of our own articles by the field that links to them, itself left out."""
        texts = {
            "standfirst": clean_inline(self.snapshot.standfirst),
            "body": clean_body(self.snapshot.body),
        }
        linked = {}
        for field, markup in texts.items():
            for address in _addresses(markup):
                if own := _OWN_ARTICLE.match(address.removeprefix(settings.SITE_URL)):
                    linked.setdefault(int(own[1]), field)
        if self.article is not None:
            linked.pop(self.article.pk, None)
        return linked


class Shelf:
    """What texts refer to: one query for each kind of thing, for all of them.

    `appearing` are the ids of articles that readers see together with the texts.
    """

    def __init__(self, at=None, appearing=frozenset()):
        self.texts = []
        self.at = at
        self.appearing = appearing

    @cached_property
    def images(self):
        return Image.objects.in_bulk(self._all(text.picture_ids for text in self.texts))

    @cached_property
    def sources(self):
        ids = {text.snapshot.source for text in self.texts} - {None}
        loaded = self._loaded()
        known = {pk: loaded[pk] for pk in ids & loaded.keys()}
        return known | Source.objects.in_bulk(ids - known.keys())

    def _loaded(self):
        """The sources that came with the articles."""
        articles = [text.article for text in self.texts if text.article]
        with_source = [each for each in articles if Article.source.is_cached(each)]
        return {each.source_id: each.source for each in with_source}

    @cached_property
    def articles(self):
        seen = Edition.objects.filter(article=OuterRef("pk")).visible(self.at)
        linked = self._all(text.linked for text in self.texts)
        articles = Article.objects.filter(pk__in=linked).annotate(is_seen=Exists(seen))
        return {article.pk: article for article in articles.only("headline")}

    @cached_property
    def flags(self):
        articles = [text.article for text in self.texts if text.article]
        return open_flags(articles)

    @cached_property
    def proposed(self):
        asked = (text.snapshot.credits for text in self.texts if text.may_propose)
        return list(undecided(line for lines in asked for line in lines))

    @staticmethod
    def _all(several):
        return {each for ids in several for each in ids}


def scrutinised(texts, at=None, appearing=frozenset()):
    """Return (snapshot, article) for several as Scrutinised, with one shelf for all."""
    shelf = Shelf(at, appearing)
    return [Scrutinised(text, article, shelf=shelf) for text, article in texts]


def _addresses(markup):
    root = html.fragment_fromstring(markup, create_parent="div")
    return [link.get("href", "").strip() for link in root.iter("a")]
