"""The forms of a notice: what readers are told, and of what kind it is."""

from django import forms
from django.core.exceptions import ValidationError

from articles.admin.article_pages import LookedAtForm
from articles.editing.corrections import OFFERED, REASON_LENGTH
from articles.models import Correction
from articles.models.correction import TEXT_LENGTH

Kind = Correction.Kind
# How such a notice usually begins; what is in brackets is for the editor to say.
SUGGESTED = {
    Kind.CORRECTION: "An earlier version of this article said […]. It is […].",
    Kind.CLARIFICATION: "An earlier version of this article could be read as […]. "
    "What is meant is […].",
    Kind.UPDATE: "Since this article was published, […].",
    Kind.EDITORS_NOTE: "Readers should know that […].",
}
FOR = {
    Kind.CORRECTION: "a fact was wrong",
    Kind.CLARIFICATION: "it was right, and could be misread",
    Kind.UPDATE: "something has happened since",
    Kind.EDITORS_NOTE: "something about the article itself",
}
TO_FILL_IN = "[…]"


class WordsForm(LookedAtForm):
    """`seen` is the id of the edition that the person looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What readers are told",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 4, "dir": "auto", "data-told": ""}),
        error_messages={"required": "Say to readers what they should know."},
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        if TO_FILL_IN in text:
            raise ValidationError(f"Put your own words in the place of {TO_FILL_IN}.")
        return text

    @property
    def words(self):
        """What stands in the form, on one line as readers would see it."""
        return " ".join((self["text"].value() or "").split())


class CorrectForm(WordsForm):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(kind.value, f"{kind.label}: {FOR[kind]}") for kind in OFFERED],
        initial=Kind.CORRECTION,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what it is.",
            "invalid_choice": "Choose one of the list.",
        },
    )

    field_order = ("seen", "kind", "text")

    @property
    def chosen(self):
        """The kind that is chosen, the first where it is none of them."""
        value = self["kind"].value()
        return Kind(value) if value in OFFERED else OFFERED[0]

    def suggest(self):
        """Begin the words as such a notice usually begins, where there are none."""
        if not self.words:
            self.data = {**self.data.dict(), "text": SUGGESTED[self.chosen]}


class AmendForm(WordsForm):
    why = forms.CharField(
        label="Why? Colleagues read this in the log",
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Say why: colleagues will ask."},
    )

    field_order = ("seen", "text", "why")
