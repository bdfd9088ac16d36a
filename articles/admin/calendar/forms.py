"""When something is to be: a day, or a time as clocks in the newsroom show it."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.admin.article_pages import LookedAtForm
from articles.admin.base import DAY, MOMENT
from articles.models.local_time import around, moments, said

TWICE = "Clocks are put back that night and show this time twice. Which is meant?"
NEVER = "Clocks are put forward past this time: it never is. What is meant?"


class ShownField(forms.DateTimeField):
    """Gives what was typed, without a zone: what it means, the form asks."""

    widget = MOMENT["widget"]

    def to_python(self, value):
        with timezone.override(timezone.get_fixed_timezone(0)):
            moment = super().to_python(value)
        return moment and moment.replace(tzinfo=None)


class MoveForm(LookedAtForm):
    seen = forms.CharField(widget=forms.HiddenInput)

    @property
    def when(self):
        return self.cleaned_data["when"]


class DayForm(MoveForm):
    shown = forms.DateField(
        label="To what day?",
        widget=DAY["widget"],
        error_messages={
            "required": "Choose a day.",
            "invalid": "Write a day as in 2026-03-31.",
        },
    )

    def clean(self):
        super().clean()
        self.cleaned_data["when"] = self.cleaned_data.get("shown")
        return self.cleaned_data


class TimeForm(MoveForm):
    """Asks which moment is meant where clocks show a time twice, or never."""

    shown = ShownField(
        label="To when?",
        error_messages={
            "required": "Choose a day and a time.",
            "invalid": "Write a time as in 2026-03-31 06:00.",
        },
    )
    which = forms.ChoiceField(
        label="Which?", required=False, widget=forms.RadioSelect, choices=[]
    )

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone
        # Known before it is cleaned: what was chosen has to be one of them.
        self.options = self._options()
        self.fields["which"].choices = [
            (moment.isoformat(), said(moment, zone)) for moment in self.options
        ]

    @property
    def asks_which(self):
        return bool(self.options)

    def _options(self):
        value = self["shown"].value()
        try:
            shown = value and self.fields["shown"].clean(_plain(value))
        except ValidationError:
            return []
        if not shown:
            return []
        found = moments(shown, self.zone)
        return [] if len(found) == 1 else found or around(shown, self.zone)

    def clean(self):
        super().clean()
        shown = self.cleaned_data.get("shown")
        if shown is None:
            return self.cleaned_data
        if not self.asks_which:
            [self.cleaned_data["when"]] = moments(shown, self.zone)
        elif which := self.cleaned_data.get("which"):
            self.cleaned_data["when"] = datetime.fromisoformat(which)
        else:
            words = TWICE if moments(shown, self.zone) else NEVER
            self.add_error("which", words)
        return self.cleaned_data


def _plain(value):
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value
