"""Taking out what is said of an author: the bio, the photograph, that they write on."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from articles.editing import things
from articles.editing.authors.steps import require_own, write_down
from articles.editing.outcomes import Conflict
from articles.editing.reasons import reason
from articles.models import AuthorStep


class Part(models.TextChoices):
    BIO = "bio", "The bio, short and long, in all languages"
    PHOTO = "photo", "The photograph"
    WORK = "work", "That they still write for us"


@transaction.atomic
def drop(author, parts, *, by, seen, why, request=None, now=None):
    """Empty these parts and return what things.save() returns.

    What stood stays among the versions. `seen` is the version that was looked at.
    """
    require_own(request, author)
    why = reason(why)
    if not parts:
        raise ValidationError({"parts": "Choose what shall go."})
    less = without(author.content(), parts)
    outcome = things.save(author, less, by=by, seen=seen, why=why)
    if not isinstance(outcome, Conflict):
        named = ", ".join(Part(part).label.lower() for part in sorted(parts))
        said = {"by": by, "why": why, "request": request, "text": named.capitalize()}
        write_down(author, AuthorStep.Kind.DROPPED, now=now or timezone.now(), **said)
    return outcome


def without(content, parts):
    """Return an author's content without these parts."""
    less = {}
    if Part.BIO in parts:
        bios = ("short_bio", "long_bio")
        less |= dict.fromkeys(bios, "")
        less["in_languages"] = {
            key: words
            for key, words in content.in_languages.items()
            if key.partition(".")[2] not in bios
        }
    if Part.PHOTO in parts:
        less["photo"] = None
    if Part.WORK in parts:
        less["is_active"] = False
    return content.changed(**less)
