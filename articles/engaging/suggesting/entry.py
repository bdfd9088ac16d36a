"""What an author may propose to change, field by field."""

from copy import copy

from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info

from articles.models import Author, Version
from articles.models.languages import NAMES, direction

IN_OURS = (
    *("name", "short_bio", "long_bio", "positions"),
    *("links", "expertise", "languages"),
)
RICH = frozenset({"short_bio", "long_bio"})


def column(key):
    """Return the field of Author that a key is about: of "fr.name", its name."""
    return key.rpartition(".")[2]


def value_of(content, key):
    """Return what a content says under a key, in whatever language."""
    if "." in key:
        return content.in_languages.get(key, "")
    return getattr(content, key)


def with_values(content, values):
    """Return the content in which these keys say something else; "" unsays a word."""
    own = {key: value for key, value in values.items() if "." not in key}
    said = {key: value for key, value in values.items() if "." in key}
    together = {**content.in_languages, **said}
    told = {key: words for key, words in together.items() if words}
    return content.changed(**own, in_languages=told)


def content_seen(author, number):
    """Return the version that stood when the author's page was opened, and what it
    says; else those of now.

    `number` is what a form says: only what stood once is anything to begin from.
    """
    if number and number != author.version:
        thing = Author._meta.label_lower
        kept = Version.objects.filter(thing=thing, thing_id=author.pk, number=number)
        if known := kept.exclude(intent=Version.Intent.CONFLICT).first():
            return number, known.snapshot
    return author.version, author.content()


def require_sound(author, values):
    """Refuse what no author may be like, by key: staff could not take it over."""
    trial = copy(author)
    trial.take(with_values(author.content(), values))
    told = {column(key) if "." not in key else "in_languages" for key in values}
    others = {field.name for field in Author._meta.fields} - told
    try:
        trial.clean_fields(exclude=others)
    except ValidationError as error:
        raise ValidationError(error.message_dict) from None


def languages_of(content, ours):
    """Return the languages that an entry has words in, or might; not ours.

    First those in which something is said, then those the author works in.
    """
    said = [key.partition(".")[0] for key in content.in_languages]
    works_in = [code for code in NAMES if _is_named(code, content.languages)]
    return [code for code in dict.fromkeys([*said, *works_in]) if code != ours]


def direction_of(author):
    """Return the direction of the language that an author names first, or ""."""
    first = author.languages.split(",")[0]
    named = next((code for code in NAMES if _is_named(code, first)), "")
    return direction(named) if named else ""


def _is_named(code, words):
    names = {NAMES[code], get_language_info(code)["name"], code}
    listed = {word.strip().casefold() for word in words.split(",")}
    return not listed.isdisjoint(name.casefold() for name in names)
