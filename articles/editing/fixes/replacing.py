"""Puts the new words in the place of the old ones, one place at a time."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from lxml import etree, html

from articles.editing import things
from articles.editing.fixes.live import FIXABLE, fix_live, live_edition
from articles.editing.fixes.spreading import take_place
from articles.editing.fixes.traces import ADDRESS, PICTURE_WORDS
from articles.editing.locking import locked_with_others
from articles.editing.log import record
from articles.editing.permission import require
from articles.editing.things.permission import require as require_screen
from articles.editing.things.versions import locked as locked_thing
from articles.editing.things.versions import require_seen
from articles.models import Event, Image, Publication
from articles.models.actions import Action
from articles.publishing import editions
from articles.publishing.compiler import compiled, image_ids

_RICH = ("standfirst", "body")
GONE = "The old words do not stand there any more."
NOT_SHOWN = "Readers do not see this picture here any more."


def with_new_words(snapshot, pair, names=FIXABLE):
    """Return a text in which the new words stand for the old ones in these fields."""
    return replace(
        snapshot,
        **{
            name: _in_markup(getattr(snapshot, name), pair)
            if name in _RICH
            else pair.put_right(getattr(snapshot, name))
            for name in names
        },
    )


@transaction.atomic
def mend_field(article, name, pair, *, by):
    """Fix one more field, or let the address follow; return what fix_live() returns."""
    require(by, Action.FIX, article)
    live = live_edition(locked_with_others(article))
    text = live.revision.snapshot
    if name == ADDRESS:
        return fix_live(article, text, by=by, seen=live.pk, moves_address=True)
    if name not in FIXABLE:
        raise ValidationError(GONE)
    mended = with_new_words(text, pair, [name])
    if mended == text:
        raise ValidationError(GONE)
    return fix_live(article, mended, by=by, seen=live.pk)


@transaction.atomic
def mend_picture(article, image, pair, *, by, seen, now=None):
    """Change the words of a picture, and what readers see of it here.

    Other articles keep the words that they went out with; scheduled texts of this one
    go out with the new ones. `seen` is the picture's version. Returns the edition.

    Raises PermissionDenied, and ValidationError where nothing would change or somebody
    has changed the picture since.
    """
    require(by, Action.FIX, article)
    require_screen(by, "change", Image)
    article = locked_with_others(article)
    now = now or timezone.now()
    live = live_edition(article, now)
    why = f"{pair.old} → {pair.new}"[:400]
    image = _put_right(image, live, pair, by=by, seen=seen, why=why)
    said = {"by": by, "why": why, "now": now}
    edition = editions.fix(article, live.revision, by=by, now=now)
    if Publication.objects.current().rules.has_four_eyes:
        edition.look_wanted_at = now
        edition.save(update_fields=["look_wanted_at"])
    record(article, Event.Kind.PICTURE_FIXED, edition=edition, **said)
    pending = article.editions.to_come(now)
    for one in pending.select_related("revision", "made_by"):
        if _shows(one.revision.snapshot, image):
            one.article = article
            take_place(one, one.revision, **said)
    return edition


def _put_right(image, live, pair, *, by, seen, why):
    """Save the picture with the new words, unless it has them by now; return it."""
    if not _shows(live.revision.snapshot, image):
        raise ValidationError(NOT_SHOWN)
    image = locked_thing(image)
    words = {name: pair.put_right(getattr(image, name)) for name in PICTURE_WORDS}
    mended = image.content().changed(**words)
    if mended != image.content():
        require_seen(image, seen)
        return things.save(image, mended, by=by, seen=seen, why=why).thing
    if _is_read(live, image, pair):
        return image
    raise ValidationError(GONE)


def _shows(text, image):
    return image.pk == text.lead_image or image.pk in image_ids(text)


def _is_read(live, image, pair):
    """Say whether readers still see the old words of a picture that has new ones."""
    text = live.revision.snapshot
    if image.pk == text.lead_image:
        frozen = [live.lead_words.get(name) or "" for name in PICTURE_WORDS]
        if any(map(pair.found_in, frozen)):
            return True
    read = _words_in(live.body, image)
    if not pair.found_in(read):
        return False
    # Its caption may be the text's own, which the picture has no part in.
    anew = compiled(text, Image.objects.in_bulk(image_ids(text)))
    return read != _words_in(anew.body, image)


def _words_in(body, image):
    """Return what stands for a picture and under it in a compiled text."""
    root = html.fragment_fromstring(body, create_parent="div")
    ours = f".//figure[.//img[contains(@src, '{image.rendition_folder}')]]"
    return "\n".join(
        words
        for figure in root.xpath(ours)
        for words in (*figure.xpath(".//img/@alt"), figure.text_content())
    )


def _in_markup(markup, pair):
    root = html.fragment_fromstring(markup, create_parent="div")
    for node in root.iter():
        if node.text:
            node.text = pair.put_right(node.text)
        if node.tail:
            node.tail = pair.put_right(node.tail)
    inner = (etree.tostring(node, encoding="unicode", method="html") for node in root)
    return escape(root.text or "") + "".join(inner)
