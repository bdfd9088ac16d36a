"""When something is to be: a day, or a time as clocks in the newsroom show it."""

from django import forms

from articles.admin.article_pages import LookedAtForm
from articles.admin.base import DAY
from articles.admin.moments import LocalMomentField


class DayForm(LookedAtForm):
    seen = forms.CharField(widget=forms.HiddenInput)
    to = forms.DateField(
        label="To what day?",
        widget=DAY["widget"],
        error_messages={
            "required": "Choose a day.",
            "invalid": "Write a day as in 2026-03-31.",
        },
    )


class TimeForm(LookedAtForm):
    """The field asks which moment is meant where clocks show a time twice, or never."""

    seen = forms.CharField(widget=forms.HiddenInput)
    to = LocalMomentField(
        label="To when?", error_messages={"required": "Choose a day and a time."}
    )
