"""A text with all that the checks look at, each thing loaded once, when asked for."""

import re
from functools import cached_property

from django.conf import settings
from django.db.models import Exists, OuterRef
from lxml import html

from articles.models import Article, Edition, Image, Source
from articles.models.body import clean_body, clean_inline
from articles.publishing.compiler import image_ids

_OWN_ARTICLE = re.compile(r"/articles/(\d{1,18})(?:[/?#]|$)")


class Scrutinised:
    def __init__(self, snapshot, article=None, at=None):
        self.snapshot = snapshot
        self.article = article
        self.at = at

    @cached_property
    def pictures(self):
        """The pictures, each with the field it stands in: one query for all."""
        lead = self.snapshot.lead_image
        ids = dict.fromkeys([*([lead] if lead else []), *image_ids(self.snapshot)])
        images = Image.objects.in_bulk(ids)
        return [
            ("lead_image" if pk == lead else "body", images[pk])
            for pk in ids
            if pk in images
        ]

    @cached_property
    def source(self):
        pk = self.snapshot.source
        return Source.objects.filter(pk=pk).first() if pk else None

    @cached_property
    def dead_links(self):
        """(field, id, headline if there is one) of our own articles that readers will
        not find behind a link: one query for all.
        """
        linked = self._linked
        if not linked:
            return []
        seen = Edition.objects.filter(article=OuterRef("pk")).visible(self.at)
        articles = Article.objects.filter(pk__in=linked).annotate(is_seen=Exists(seen))
        known = {article.pk: article for article in articles.only("headline")}
        return [
            (field, pk, known[pk].headline if pk in known else "")
            for pk, field in linked.items()
            if pk not in known or not known[pk].is_seen
        ]

    @property
    def _linked(self):
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


def _addresses(markup):
    root = html.fragment_fromstring(markup, create_parent="div")
    return [link.get("href", "").strip() for link in root.iter("a")]
