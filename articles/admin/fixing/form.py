"""The form of a fix: the words that readers see, and whether a fact was wrong."""

from dataclasses import replace

from django import forms
from django.db import models

from articles.admin.rich import body_field, standfirst_field
from articles.admin.unsaved.restoring import Restorable
from articles.editing.fixes.live import FIXABLE, OFFERED
from articles.models import Article
from articles.models.blocks import blocks
from articles.models.correction import TEXT_LENGTH

_RICH = ("standfirst", "body")
_BESIDE = ("search_title", "search_description", "moves_address")


class Answer(models.TextChoices):
    NO = "no", "No, a typo"
    YES = "yes", "Yes"


def _line(name, **options):
    length = Article._meta.get_field(name).max_length
    return forms.CharField(max_length=length, **options)


class FixForm(Restorable, forms.Form):
    """`seen` is the id of the edition that the words are of."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": "The page was incomplete. Load it again."},
    )
    headline = _line(
        "headline",
        widget=forms.Textarea({"rows": 1, "data-one-line": "", "dir": "auto"}),
        error_messages={"required": "Write a headline."},
    )
    standfirst = standfirst_field(required=False)
    body = body_field(required=False, label="Text")
    search_title = _line(
        "search_title",
        required=False,
        label="Title for search engines",
        widget=forms.TextInput({"data-counts": "60", "dir": "auto"}),
    )
    search_description = _line(
        "search_description",
        required=False,
        label="Description for search engines",
        widget=forms.Textarea({"rows": 3, "data-counts": "160", "dir": "auto"}),
    )
    moves_address = forms.BooleanField(
        required=False, label="Let the address follow the headline"
    )
    was_wrong = forms.ChoiceField(
        label="Was a fact wrong?",
        choices=Answer,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether a fact was wrong."},
    )
    kind = forms.ChoiceField(
        label="Readers see it as",
        choices=[(kind.value, kind.label) for kind in OFFERED],
        required=False,
    )
    correction = forms.CharField(
        label="What readers are told",
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    @property
    def asks_for_words(self):
        """Say that a fact was wrong and readers are not yet told what."""
        answers = self.cleaned_data
        is_wrong = answers["was_wrong"] == Answer.YES
        return is_wrong and not answers["correction"].strip()

    @property
    def correction_made(self):
        answers = self.cleaned_data
        if answers["was_wrong"] == Answer.NO:
            return None
        return answers["kind"] or OFFERED[0], answers["correction"]

    @property
    def is_telling(self):
        return bool(self["correction"].value() or self["correction"].errors)

    @property
    def beside(self):
        """The fields that are folded away."""
        return [self[name] for name in _BESIDE]

    @property
    def is_open_beside(self):
        return any(field.errors for field in self.beside) or bool(
            self["moves_address"].value()
        )

    def snapshot(self, seen):
        """Return what was posted over a text; what says the same stays as it was."""
        words = {name: self.cleaned_data[name] for name in FIXABLE}
        for name in _RICH:
            if blocks(words[name]) == blocks(getattr(seen, name)):
                words[name] = getattr(seen, name)
        return replace(seen, **words)

    def show(self, **values):
        """Put values in the place of what was posted, to show the form again."""
        self.data = {**self.data.dict(), **values}

    def refuse(self, error):
        for name, words in getattr(error, "error_dict", {None: error}).items():
            self.add_error(name if name in self.fields else None, words)
