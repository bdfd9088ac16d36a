"""What is asked about the hours of a text."""

from django import forms

from articles.admin.article_pages import LookedAtForm, SeenForm
from articles.admin.moments import LocalMomentField

WHEN = {"required": "Say when readers are to get it."}


def ends_field(help_text):
    return LocalMomentField(
        label="Until when do they see it?", required=False, help_text=help_text
    )


class ScheduleForm(SeenForm):
    live_from = LocalMomentField(
        label="When do readers get it?", required=False, error_messages=WHEN
    )
    expires_at = ends_field("Empty: it stays.")

    def clean(self):
        given = super().clean()
        if self.is_now:
            given.pop("live_from", None)
            self.errors.pop("live_from", None)
        elif not given.get("live_from") and "live_from" not in self.errors:
            self.add_error("live_from", WHEN["required"])
        return given

    @property
    def is_now(self):
        return "_now" in self.data


class TimesForm(LookedAtForm):
    """Carries when the text began and ended on the page that was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput)


class MoveForm(TimesForm):
    live_from = LocalMomentField(label="When do readers get it?", error_messages=WHEN)
    expires_at = ends_field("Empty: it stays.")


class EndForm(TimesForm):
    expires_at = ends_field("Empty: it stays, until something else takes its place.")


class CancelForm(TimesForm):
    why = forms.CharField(label="Why?", max_length=400, required=False)
