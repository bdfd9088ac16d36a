"""What a reader is asked who has found an error."""

import unicodedata

from django import forms
from django.utils.translation import gettext, gettext_lazy

from articles.models.complaint import (
    CLAIM_LENGTH,
    EMAIL_LENGTH,
    NAME_LENGTH,
    QUOTE_LENGTH,
)

# Signs that turn the direction of what stands beside them, on staff's pages too.
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


class Words(forms.CharField):
    """Text as it was typed, each line break one sign, without what nobody can see."""

    def to_python(self, value):
        text = super().to_python(value)
        return "".join(
            sign
            for sign in text.replace("\r\n", "\n").replace("\r", "\n")
            if sign in "\n\t\0" or not (sign in _TURNING or is_control(sign))
        )


def is_control(sign):
    return unicodedata.category(sign) == "Cc"


class ComplaintForm(forms.Form):
    """`edition` is what the reader had before their eyes.

    `topic` is asked of nobody: no page shows it, and what fills it in is no reader.
    """

    edition = forms.CharField(widget=forms.HiddenInput, required=False)
    quote = Words(
        label=gettext_lazy("The words that are wrong"),
        required=False,
        max_length=QUOTE_LENGTH,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Copied from the article, if it is about some words."),
    )
    claim = Words(
        label=gettext_lazy("What is wrong, and how you know"),
        max_length=CLAIM_LENGTH,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what is wrong.")},
    )
    name = Words(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=NAME_LENGTH,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=gettext_lazy(
            "If you want an answer. We use it for that alone and give it to nobody."
        ),
        error_messages={
            "invalid": gettext_lazy(
                "This is no e-mail address. Write one such as name@example.org, "
                "or leave it out."
            )
        },
    )
    topic = forms.CharField(
        required=False, widget=forms.TextInput({"autocomplete": "off"})
    )

    field_order = ("quote", "claim", "name", "email", "topic", "edition")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    @property
    def asked(self):
        """The fields that a reader sees."""
        return [self[name] for name in ("quote", "claim", "name", "email")]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        super().clean()
        if self.cleaned_data.pop("topic", ""):
            # A person whose browser filled it in sends again; a robot does not read.
            self.data = {**self.data.dict(), "topic": ""}
            raise forms.ValidationError(
                gettext("We could not tell whether a person wrote this. Send it again.")
            )
        return self.cleaned_data
