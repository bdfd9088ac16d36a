"""Tells what of a posted form a person has typed, and what was only pressed or sent.

What is not known counts as typed: a field that is added later loses no word.
"""

from django.contrib.admin import site
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from articles.admin.posted.plain import as_text
from articles.models import Article, Credit, StartHere
from articles.models.languages import NAMES

# Hidden inputs, buttons and choices: nobody typed them.
_SENT = {"csrfmiddlewaretoken", "seen", "chosen", "what", "key", "back", "edition"}
_SENT |= {"old", "new", "place", "image", "field", "before", "after", "next"}
_SENT |= {"answer", "check_state", "was_wrong", "moves_address", "assignee", "tell"}
_SENT |= {
    "others",
    "when",
    "kind",
    "articles",
    "days",
    "hour",
    "rhythm",
    "post",
    "usable_password",
    "person",
}
_FORMSETS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS")
_UNTYPED = (*_FORMSETS, "-which", "-new-language", "-place")
_ROWS = {"credits": Credit, "start_here": StartHere}
# Fields that are one value in the database, and many on the page.
_OF_MANY = ("positions-", "in_languages-")
# Where a field's own name holds the choice between two texts.
_CHOOSING = ("combine", "held_back")
_NAMES = {
    "why": "why",
    "note": "a word with it",
    "text": "what you wrote",
    "quote": "the words it is about",
    "source": "source",
    "flag": "legal flag",
    "correction": "what readers are told",
    "due_on": "until when",
    "live_from": "when it goes out",
    "expires_at": "when it ends",
    "body": "text",
    "slug": "address",
}


def typed(request, data=None):
    """Return (label, words) of all that was typed into a form; never a secret."""
    name = getattr(request.resolver_match, "url_name", None) or ""
    told = _Told(_model_of(name), name.endswith(_CHOOSING))
    data = request.POST if data is None else data
    return [
        (told.label(name), told.words(name, value))
        for name, values in data.lists()
        for value in values
        if value.strip() and told.is_typed(name, value)
    ]


def _model_of(url_name):
    """Return the model whose screen an address belongs to; else the article."""
    for model in site._registry:
        if url_name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            return model
    return Article


class _Told:
    """Tells one screen's fields. `is_choosing`: only what is written anew counts."""

    def __init__(self, model, is_choosing):
        self.model = model
        self.is_choosing = is_choosing
        rich = getattr(model, "rich_fields", ())
        self.rich = {"standfirst", "body"} if model is Article else set(rich)

    def is_typed(self, name, value):
        if is_secret(name) or name in _SENT or name.endswith(_UNTYPED):
            return False
        if name.startswith("text-") or name.endswith("-typed"):
            return True
        field = self._field(name)
        if name.startswith("_") or (self.is_choosing and field):
            return False
        return _holds_words(field, value)

    def label(self, name):
        if name.startswith(_OF_MANY):
            return _label_of_many(name)
        bare = _bare(name)
        field = self._field(bare)
        if bare in _NAMES and (field is None or self.model is Article):
            return _NAMES[bare]
        return str(field.verbose_name) if field else bare.replace("_", " ")

    def words(self, name, value):
        part = name.rpartition("-")[2] if name.startswith(_OF_MANY) else _bare(name)
        return as_text(value) if part in self.rich else value

    def _field(self, name):
        if name.startswith(_OF_MANY):
            return None
        head, *rest = name.split("-")
        is_row = bool(rest) and head in _ROWS
        try:
            model, name = (_ROWS[head], rest[-1]) if is_row else (self.model, head)
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        return field if isinstance(field, models.Field) else None


def _label_of_many(name):
    """Return “Français: short bio”; of a row of positions, what is asked in it."""
    _, _, rest = name.partition("-")
    language, _, part = rest.rpartition("-")
    part = part.replace("_", " ")
    return f"{NAMES[language]}: {part}" if language in NAMES else part


def is_secret(name):
    """Say whether no page shows it again: passwords, and who is behind a pen name."""
    return "password" in name.lower() or name.startswith("secret-")


def _bare(name):
    return name.removeprefix("text-").removesuffix("-typed")


def _holds_words(field, value):
    match field:
        case models.BooleanField() | models.JSONField():
            return False
        case models.ForeignKey() | models.ManyToManyField() | models.IntegerField():
            return not value.isdecimal()
        case models.Field() if field.choices:
            return value not in dict(field.flatchoices)
    return True
