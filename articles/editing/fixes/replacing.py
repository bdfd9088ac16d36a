"""Puts the new words in the place of the old ones, one place at a time."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from lxml import etree, html

from articles.editing.fixes.live import FIXABLE, fix_live, live_edition
from articles.editing.fixes.spreading import take_place
from articles.editing.fixes.traces import ADDRESS, PICTURE_WORDS
from articles.editing.locking import locked
from articles.editing.log import record
from articles.editing.permission import require
from articles.models import Event, Image, Publication
from articles.models.actions import Action
from articles.publishing import editions
from articles.publishing.compiler import image_ids

_RICH = ("standfirst", "body")
GONE = "The old words do not stand there any more."


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
    live = live_edition(locked(article))
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
def mend_picture(article, image, pair, *, by, now=None):
    """Change the words of a picture, and what readers see of it here.

    Other articles keep the words that they went out with; scheduled texts of this one
    go out with the new ones. Returns the edition.
    """
    require(by, Action.FIX, article)
    if not by.has_perm("articles.change_image"):
        raise PermissionDenied("You may not change pictures.")
    article = locked(article)
    now = now or timezone.now()
    live = live_edition(article, now)
    image = Image.objects.select_for_update().get(pk=image.pk)
    for name in PICTURE_WORDS:
        setattr(image, name, pair.put_right(getattr(image, name)))
    image.clean_fields(exclude=["original"])
    image.save(update_fields=PICTURE_WORDS)

    why = f"{pair.old} → {pair.new}"[:400]
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


def _shows(text, image):
    return image.pk == text.lead_image or image.pk in image_ids(text)


def _in_markup(markup, pair):
    root = html.fragment_fromstring(markup, create_parent="div")
    for node in root.iter():
        if node.text:
            node.text = pair.put_right(node.text)
        if node.tail:
            node.tail = pair.put_right(node.tail)
    inner = (etree.tostring(node, encoding="unicode", method="html") for node in root)
    return escape(root.text or "") + "".join(inner)
