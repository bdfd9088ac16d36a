"""What is asked before articles of a report go out together."""

from django import forms

from articles.admin.article_pages import SeenForm
from articles.admin.bulk.forms import ChosenField
from articles.admin.moments import LocalMomentField

NOW, AT = "now", "at"
EITHER = "You wrote an hour, too. Choose the hour, or take it out to release them now."
INCOMPLETE = "Write a day and an hour: 2026-03-31 06:00."


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
    live_from = LocalMomentField(label="Hour", required=False)

    def clean(self):
        cleaned = super().clean()
        has_hour = bool(self["live_from"].data.text)
        if cleaned.get("when") == NOW and has_hour:
            self.errors.pop("live_from", None)
            self.add_error("when", EITHER)
        elif cleaned.get("when") == AT and not has_hour:
            self.add_error("live_from", INCOMPLETE)
        return cleaned


class MoveForm(SeenForm):
    live_from = LocalMomentField(
        label="Move all of them to", error_messages={"required": INCOMPLETE}
    )


class CancelForm(SeenForm):
    why = forms.CharField(
        label="Why?",
        max_length=400,
        required=False,
        help_text="Optional. Who wrote them will read it.",
    )
