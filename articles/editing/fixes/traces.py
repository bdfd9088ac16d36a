"""Where the old words still stand after a fix: here, in pictures, elsewhere."""

from dataclasses import dataclass, field

from django.db.models import Q

from articles.editing.fixes.live import FIXABLE
from articles.editing.fixes.wording import Replaced, plain, replaced
from articles.models import Edition, Image
from articles.models.slugs import slug_of
from articles.publishing.compiler import image_ids

MOST_LOOKED_THROUGH = 200  # articles; LIKE finds words whatever their case
MOST_ARTICLES = 50
MOST_PHRASES = 10
AROUND = 40  # characters shown on either side
PICTURE_WORDS = ("alt", "caption")
ADDRESS = "slug"
_RICH = ("standfirst", "body")
_SAYING = ("headline", "text", "search_title", "search_description")
_READ = (
    *("article_id", "slug", "language", "live_from", "live_until", "cancelled_at"),
    *_SAYING,
)


@dataclass(frozen=True)
class Trace:
    """The old words in one place, with what stands around them."""

    pair: Replaced
    name: str
    before: str
    words: str
    after: str
    times: int = 1


@dataclass(frozen=True)
class Elsewhere:
    """What another article of ours says; without traces, nothing of the old words."""

    edition: Edition
    traces: list[Trace]


@dataclass(frozen=True)
class PictureTrace:
    image: Image
    trace: Trace


@dataclass(frozen=True)
class Traces:
    own: list[Trace] = field(default_factory=list)
    pictures: list[PictureTrace] = field(default_factory=list)
    translations: list[Elsewhere] = field(default_factory=list)
    quoting: list[Elsewhere] = field(default_factory=list)

    def __bool__(self):
        told = [each for each in self.translations if each.traces]
        return bool(self.own or self.pictures or told or self.quoting)


def phrases(edition):
    """Return what a fix replaced that is worth looking for. One query."""
    fix = edition.revision
    began = edition.article.revisions.filter(number=fix.began_from).first()
    if began is None:
        return []
    pairs = replaced(began.snapshot, fix.snapshot)
    return [pair for pair in pairs if pair.is_traceable][:MOST_PHRASES]


def traces(article, live, pairs):
    """Look for the old words: three queries, however much there is.

    In what readers see of the article itself, its pictures, its translations, and in
    the newest of those articles that link to it.
    """
    if not pairs:
        return Traces()
    text = live.revision.snapshot
    translations = _elsewhere(_translations(article), pairs)
    known = [each.edition.article_id for each in translations]
    linking = _linking(article, pairs).exclude(article__in=known)
    found = _elsewhere(linking[:MOST_LOOKED_THROUGH], pairs)
    return Traces(
        own=_own(live, text, pairs),
        pictures=list(_in_pictures(live, text, pairs)),
        translations=translations,
        quoting=[each for each in found if each.traces][:MOST_ARTICLES],
    )


def _elsewhere(editions, pairs):
    return [Elsewhere(edition, _in_edition(edition, pairs)) for edition in editions]


def _own(live, text, pairs):
    fields = {name: _words(text, name) for name in FIXABLE}
    return [*_traced(fields, pairs), *_in_address(live.slug, pairs)]


def _words(text, name):
    value = getattr(text, name)
    return plain(value) if name in _RICH else value


def _in_address(slug, pairs):
    for pair in pairs:
        old, new = slug_of(pair.old), slug_of(pair.new)
        if old and old != new and f"-{old}-" in f"-{slug}-":
            at = f"-{slug}-".index(f"-{old}-")
            yield Trace(pair, ADDRESS, slug[:at], old, slug[at + len(old) :])


def _in_pictures(live, text, pairs):
    lead = [text.lead_image] if text.lead_image else []
    ids = dict.fromkeys([*lead, *image_ids(text)])
    images = Image.objects.in_bulk(ids) if ids else {}
    for pk in ids:
        if image := images.get(pk):
            frozen = live.lead_words if pk == text.lead_image else {}
            yield from _in_picture(image, frozen, pairs)


def _in_picture(image, frozen, pairs):
    """Look at a picture's words of today, and at those that readers see."""
    for name in PICTURE_WORDS:
        for words in dict.fromkeys([getattr(image, name), frozen.get(name) or ""]):
            if found := _traced({name: words}, pairs):
                yield from (PictureTrace(image, trace) for trace in found)
                break


def _in_edition(edition, pairs):
    return _traced({name: getattr(edition, name) for name in _SAYING}, pairs)


def _translations(article):
    original = article.translation_of_id or article.pk
    family = Q(article=original) | Q(article__translation_of=original)
    editions = Edition.objects.visible().filter(family).exclude(article=article)
    return editions.only(*_READ).order_by("language")


def _linking(article, pairs):
    """Return editions that link here and may hold the words, whatever their case."""
    link = f'href="/articles/{article.pk}/'
    links = Q(body__contains=link) | Q(standfirst__contains=link)
    says = Q()
    for name in _SAYING:
        for pair in pairs:
            says |= Q(**{f"{name}__contains": pair.old})
    editions = Edition.objects.visible().filter(links, says).exclude(article=article)
    return editions.only(*_READ).newest_first()


def _traced(fields, pairs):
    """Return a trace for each field and pair, at the first place, and how many."""
    return [
        Trace(pair, name, *_around(words, places[0]), len(places))
        for name, words in fields.items()
        for pair in pairs
        if (places := pair.found_in(words))
    ]


def _around(words, found):
    """Return what stands before and after in the same paragraph, cut at a word."""
    before = words[: found.start("old")].rpartition("\n")[2]
    after = words[found.end("old") :].partition("\n")[0]
    if len(before) > AROUND:
        before = f"…{before[-AROUND:].partition(' ')[2]}"
    if len(after) > AROUND:
        after = f"{after[:AROUND].rpartition(' ')[0]}…"
    return before, found["old"], after
