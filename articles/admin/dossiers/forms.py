"""What is asked before articles of a report go out together."""

from django import forms

from articles.admin.article_pages import SeenForm
from articles.admin.bulk.forms import ChosenField

NOW, AT = "now", "at"
EITHER = "You wrote an hour, too. Choose the hour, or take it out to release them now."
INCOMPLETE = "Write a day and an hour, as in 2026-03-31 and 06:00."


class HourField(forms.SplitDateTimeField):
    """A day and an hour by the publication's clock."""

    widget = forms.SplitDateTimeWidget(
        date_format="%Y-%m-%d",
        time_format="%H:%M",
        date_attrs={"type": "date", "aria-label": "Day"},
        time_attrs={"type": "time", "aria-label": "Hour"},
    )
    default_error_messages = {
        "required": INCOMPLETE,
        "invalid_date": INCOMPLETE,
        "invalid_time": INCOMPLETE,
    }


class ReleaseForm(forms.Form):
    """Which articles, in which versions, and when."""

    chosen = ChosenField()
    when = forms.ChoiceField(
        label="When?",
        choices=[(NOW, "Now"), (AT, "At an hour:")],
        initial=NOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Say when they are to go out."},
    )
    live_from = HourField(label="Hour", required=False)

    def clean(self):
        cleaned = super().clean()
        has_hour = any(self["live_from"].data or ())
        if cleaned.get("when") == NOW and has_hour:
            self.errors.pop("live_from", None)
            self.add_error("when", EITHER)
        elif cleaned.get("when") == AT and not has_hour:
            self.add_error("live_from", INCOMPLETE)
        return cleaned


class MoveForm(SeenForm):
    live_from = HourField(label="Move all of them to")


class CancelForm(SeenForm):
    why = forms.CharField(
        label="Why?",
        max_length=400,
        required=False,
        help_text="Optional. Who wrote them will read it.",
    )
