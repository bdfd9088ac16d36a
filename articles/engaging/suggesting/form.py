"""What an author is asked: the words we say of them, to be changed."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from articles.engaging.complaining.form import Words
from articles.engaging.suggesting import photographs
from articles.engaging.suggesting.entry import (
    IN_OURS,
    RICH,
    column,
    content_seen,
    direction_of,
    languages_of,
    require_sound,
    value_of,
)
from articles.engaging.suggesting.plain import plain_of, rich_of
from articles.engaging.suggesting.positions import rows
from articles.models import Author
from articles.models.languages import NAMES, direction
from articles.models.suggestion import CREDIT_LENGTH, NOTE_LENGTH

SHORT, LONG, LINKS = 2_000, 20_000, 4_000
MOST_LANGUAGES = 6
_LABELS = {
    "name": gettext_lazy("Your name, as it stands above your articles"),
    "short_bio": gettext_lazy("About you, in one or two sentences"),
    "long_bio": gettext_lazy("About you, at length"),
    "links": gettext_lazy("Your pages elsewhere"),
    "expertise": gettext_lazy("What you write about"),
    "languages": gettext_lazy("Languages you work in"),
}
_IN_A_LANGUAGE = {
    "name": gettext_lazy("Your name"),
    "short_bio": _LABELS["short_bio"],
    "long_bio": _LABELS["long_bio"],
}
_HELP = {
    "short_bio": gettext_lazy("It stands under each of your articles."),
    "long_bio": gettext_lazy(
        "For your own page here. An empty line begins a new paragraph."
    ),
    "links": gettext_lazy("One address a line, such as https://www.example.org"),
    "languages": gettext_lazy("With commas between them."),
}
_LENGTHS = {"short_bio": SHORT, "long_bio": LONG, "links": LINKS}
_LINES = {"short_bio": 4, "long_bio": 9, "links": 4}


class SuggestionForm(forms.Form):
    """`topic` is asked of nobody: what fills it in is no person."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    photo = forms.FileField(
        label=gettext_lazy("A new photograph of you"),
        required=False,
        help_text=gettext_lazy("JPEG, PNG, WebP or AVIF, at most 10 MB."),
        widget=forms.FileInput(
            {"accept": "image/jpeg,image/png,image/webp,image/avif"}
        ),
        error_messages={
            "empty": gettext_lazy("This file is empty. Choose the picture again.")
        },
    )
    photo_credit = Words(
        label=gettext_lazy("Who took it, and may we show it?"),
        required=False,
        max_length=CREDIT_LENGTH,
        widget=forms.TextInput({"dir": "auto"}),
    )
    note = Words(
        label=gettext_lazy("A message to us"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy(
            "Why, or anything else: that we are to take you out of these pages, too."
        ),
    )
    topic = forms.CharField(
        required=False, widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, data=None, *, author, ours, **kwargs):
        super().__init__(data, label_suffix="", **kwargs)
        self.author = author
        seen = _number(data and data.get("seen"))
        self.base_version, self.base = content_seen(author, seen)
        self.initial["seen"] = author.version
        self.photo_format = ""
        self.languages = self._languages(ours)
        own = [key for key in IN_OURS if key != "positions"]
        said = [f"{code}.{name}" for code in self.languages for name in _IN_A_LANGUAGE]
        self.keys = [*own, *said]
        for key in self.keys:
            self.fields[key] = self._field(key)
        has_rows = "position-TOTAL_FORMS" in self.data
        self.positions = rows(author.positions, data if has_rows else None)

    def _languages(self, ours):
        codes = languages_of(self.base, ours)
        posted = {key.partition(".")[0] for key in self.data if "." in key}
        more = [code for code in NAMES if code in posted and code not in codes]
        return [code for code in [*codes, *more] if code != ours][:MOST_LANGUAGES]

    def _field(self, key):
        language, name = key.rpartition(".")[0], column(key)
        labels = _IN_A_LANGUAGE if language else _LABELS
        length = _LENGTHS.get(name) or Author._meta.get_field(name).max_length
        way = direction(language) if language else direction_of(self.author)
        value = value_of(self.base, key)
        self.initial[key] = plain_of(value) if name in RICH else value
        marks = {"dir": "auto" if self.initial[key] else way or "auto"}
        marks |= {"lang": language} if language else {}
        lines = _LINES.get(name)
        area = lines and forms.Textarea({**marks, "rows": lines})
        return Words(
            label=labels[name],
            required=key == "name",
            max_length=length,
            widget=area or forms.TextInput(marks),
            help_text="" if language else _HELP.get(name, ""),
            error_messages={"required": gettext_lazy("Write your name.")},
        )

    # The page

    @property
    def about_you(self):
        return [self[name] for name in ("name", "short_bio", "long_bio")]

    @property
    def work(self):
        return [self[name] for name in ("expertise", "languages", "links")]

    @property
    def in_languages(self):
        """Return (language, its own name, whether it says anything, its fields)."""
        groups = {
            code: [self[f"{code}.{name}"] for name in _IN_A_LANGUAGE]
            for code in self.languages
        }
        return [
            (
                code,
                NAMES[code],
                any(field.value() or field.errors for field in fields),
                fields,
            )
            for code, fields in groups.items()
        ]

    # What is sent

    def is_valid(self):
        is_sound = super().is_valid()
        return self._are_positions_sound() and is_sound

    def _are_positions_sound(self):
        return not self.positions.is_bound or self.positions.is_valid()

    def clean_links(self):
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines()]
        lines = [line for line in lines if line]
        for line in lines:
            if not _is_web_address(line):
                raise ValidationError(
                    gettext(
                        "“%(line)s” is no address. Write one a line, such as "
                        "https://www.example.org"
                    )
                    % {"line": line[:80]}
                )
        return "\n".join(lines)

    def clean_photo(self):
        photo = self.cleaned_data["photo"]
        if photo:
            self.photo_format = photographs.checked(photo)
        return photo

    def clean(self):
        super().clean()
        if self.cleaned_data.pop("topic", ""):
            self.data = {**self.data.dict(), "topic": ""}
            raise ValidationError(
                gettext("We could not tell whether a person wrote this. Send it again.")
            )
        if self.errors or not self._are_positions_sound():
            return self.cleaned_data
        self.proposed = self._proposed()
        says_something = self.cleaned_data["note"].strip() or self.cleaned_data["photo"]
        if not (self.proposed or says_something):
            raise ValidationError(
                gettext("You have changed nothing yet, and written no message.")
            )
        self._check()
        return self.cleaned_data

    def _proposed(self):
        """Return what is another than what they saw, by key."""
        values = {key: self._value(key) for key in self.keys if key in self.data}
        if self.positions.is_bound:
            values["positions"] = self.positions.positions()
        return {
            key: value
            for key, value in values.items()
            if value is not None and value != value_of(self.base, key)
        }

    def _value(self, key):
        """Return what was typed as an author keeps it; None where it is as it was."""
        typed, was = self.cleaned_data[key], value_of(self.base, key)
        if column(key) in RICH:
            text = rich_of(typed, was)
            return None if plain_of(text) == plain_of(was) else text
        if column(key) == "links":
            return None if typed.split() == was.split() else typed
        return " ".join(typed.split())

    def _check(self):
        try:
            require_sound(self.author, self.proposed)
        except ValidationError as error:
            for name, words in error.message_dict.items():
                self.add_error(name if name in self.fields else None, words)

    @property
    def was(self):
        return {key: value_of(self.base, key) for key in self.proposed}


def _number(text):
    is_one = text and text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if is_one else None


def _is_web_address(text):
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not _has_space(text)


def _has_space(text):
    return any(sign.isspace() for sign in text)
