"""Desk copy made from desk copy: an older version, a second article, a translation."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DateTimeField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from articles.editing import desk
from articles.editing.authors.withholding import withhold_as
from articles.editing.holding import carry_over
from articles.editing.locking import locked, require_seen
from articles.editing.log import record
from articles.editing.permission import require
from articles.models import Correction, Event, Revision
from articles.models.actions import Action
from articles.models.languages import NAMES


@transaction.atomic
def restore(article, number, *, by, seen):
    """Make an older version the text again; return what desk.save() returns.

    It is a new version: what stood until now stays in the list.
    """
    require(by, Action.RESTORE, article)
    older = _version(article, number)
    return desk.save(
        article,
        older.snapshot,
        by=by,
        seen=seen,
        intent=Revision.Intent.RESTORE,
        why=f"Version {number}",
    )


@transaction.atomic
def duplicate(article, *, by, seen):
    """File a second article with the text that was seen; return Saved."""
    article = locked(article)
    require(by, Action.DUPLICATE, article)
    require_seen(article, seen)
    copy = replace(article.snapshot(), slug="", display_at=None, notes="")
    saved = desk.create(copy, by=by, why=f"Copy of article {article.pk}")
    carry_over(article, saved.article, by=by)
    withhold_as(article, saved.article)
    record(article, Event.Kind.DUPLICATED, by=by, why=f"As article {saved.article.pk}")
    return saved


@transaction.atomic
def translate(article, language, *, by, seen):
    """File desk copy in another language, linked to its original; return Saved.

    It begins with the original's words, to be written over. A translation of a
    translation is one of the original.
    """
    article = locked(article)
    require(by, Action.TRANSLATE, article)
    require_seen(article, seen)
    original = article.translation_of or article
    if original.binned_at:
        raise ValidationError("The original lies in the bin. Put it back first.")
    _require_new_language(original, language)
    copy = replace(
        article.snapshot(),
        language=language,
        translation_of=original.pk,
        slug="",
        display_at=None,
        notes="",
        search_title="",
        search_description="",
    )
    saved = desk.create(copy, by=by, why=f"Translation of article {original.pk}")
    translation = saved.article
    translation.translated_version = original.version
    translation.save(update_fields=["translated_version"])
    carry_over(article, translation, by=by)
    withhold_as(article, translation)
    record(original, Event.Kind.TRANSLATED, by=by, why=NAMES[language])
    return saved


@transaction.atomic
def catch_up(translation, *, by, seen):
    """Say that a translation renders its original as it is; return the translation.

    `seen` is the number of the original's version that the person compared it with.
    """
    translation = locked(translation)
    require(by, Action.TRANSLATE, translation)
    original = translation.translation_of
    if original is None:
        raise ValidationError("This article is not a translation of another.")
    require_seen(original, seen)
    if translation.translated_version != seen or corrected_since(translation):
        translation.translated_version = seen
        translation.save(update_fields=["translated_version"])
        why = f"Version {seen} of the original"
        record(translation, Event.Kind.CAUGHT_UP, by=by, why=why)
    return translation


def corrected_since(translation):
    """Return what was corrected in the original since a translation rendered it.

    That is since somebody last said so, or began the translation: one query.
    """
    began = Value(translation.created_at, DateTimeField())
    found = _told_since(translation.translation_of_id, translation.pk, began)
    return found.newest_said().order_by("dated_at")


def told_since_rendered():
    """Select the same for the translation of an outer query, amendments included."""
    translation = OuterRef(OuterRef("pk"))
    return _told_since(OuterRef("translation_of"), translation, OuterRef("created_at"))


def _told_since(original, translation, began):
    said = Event.objects.filter(article=translation, kind=Event.Kind.CAUGHT_UP)
    said = Subquery(said.order_by("-at").values("at")[:1])
    since = Coalesce(said, began)
    return Correction.objects.standing().filter(article=original, dated_at__gt=since)


def _require_new_language(original, language):
    if language not in NAMES:
        raise ValidationError({"language": "Choose one of the languages of the list."})
    taken = original.translations.unbinned().filter(language=language).first()
    if language == original.language:
        taken = original
    if taken:
        raise ValidationError(
            {"language": f"There is one in {NAMES[language]} already: “{taken}”."}
        )


def _version(article, number):
    try:
        return article.revisions.get(number=number)
    except Revision.DoesNotExist:
        raise ValidationError("This article has no such version.") from None
