"""What is asked of whoever deals with a complaint."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from articles.admin.article_pages import LookedAtForm
from articles.admin.workflow import Colleague
from articles.editing.colleagues import colleagues
from articles.models import Complaint, Correction
from articles.models.complaint import REASON_LENGTH, REPLY_LENGTH

OUTCOMES_OF = {
    Correction.Kind.CORRECTION: Complaint.Outcome.CORRECTED,
    Correction.Kind.CLARIFICATION: Complaint.Outcome.CLARIFIED,
}


class TouchedForm(LookedAtForm):
    """Carries when somebody last did something about the complaint looked at."""

    seen = forms.DateTimeField(widget=forms.HiddenInput)


class GiveForm(TouchedForm):
    owner = Colleague(
        label="Who looks into it?",
        queryset=None,
        required=False,
        empty_label="Nobody",
        error_messages={"invalid_choice": "Choose somebody of the list."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues()


class ReplyForm(TouchedForm):
    text = forms.CharField(
        label="Your reply",
        max_length=REPLY_LENGTH,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        help_text="It goes out by mail as it stands, with what they wrote beneath it.",
        error_messages={"required": "Write what the reader is to be told."},
    )


class WordsForm(TouchedForm):
    why = forms.CharField(
        label="In a few words, for colleagues",
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )


class Notice(forms.ModelChoiceField):
    def label_from_instance(self, correction):
        day = date_format(timezone.localtime(correction.dated_at), "j M Y")
        text = Truncator(" ".join(correction.text.split())).chars(80)
        return f"{correction.get_kind_display()}, {day}: {text}"


class CloseForm(WordsForm):
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=[("", "Choose…"), *Complaint.Outcome.choices],
        error_messages={"required": "Say what came of it."},
    )
    correction = Notice(
        label="The notice that tells readers",
        queryset=None,
        required=False,
        empty_label="None",
        error_messages={"invalid_choice": "Choose a notice of this article."},
    )

    field_order = ("outcome", "correction", "why", "seen")

    def __init__(self, *args, notices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["correction"].queryset = notices


def led_to(complaint, notices):
    """Return how the form to close it begins: with the notice made since it came."""
    if known := complaint.correction:
        return {"correction": known, "outcome": OUTCOMES_OF.get(known.kind, "")}
    since = [each for each in notices if each.dated_at > complaint.received_at]
    if not since:
        return {}
    return {"correction": since[0], "outcome": OUTCOMES_OF.get(since[0].kind, "")}
