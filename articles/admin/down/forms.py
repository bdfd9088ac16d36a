"""What is asked of who takes an article down."""

from django import forms

from articles.admin.article_pages import LookedAtForm, SeenForm
from articles.editing.reasons import MOST, SAY_WHY
from articles.models.correction import TEXT_LENGTH
from articles.publishing.taking_down import Leaves


def _notice(label, needed, **options):
    return forms.CharField(
        label=label,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": needed},
        **options,
    )


def _why():
    return forms.CharField(
        label="Why? For the log, not for readers.",
        max_length=MOST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": SAY_WHY},
    )


class EditionsForm(SeenForm):
    """Carries the newest edition that was looked at, as Standing has it.

    `answer` is by what name the page that readers would get is asked for.
    """

    answer = "unpublish"


class UnpublishForm(EditionsForm):
    why = forms.CharField(
        label="Why?",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": "Say why: whoever works on it next will want to know."
        },
    )


class RetractForm(EditionsForm):
    answer = "retract"
    leaves = forms.TypedChoiceField(
        label="What stays at its address?",
        choices=[
            (Leaves.TEXT.value, "The text, under the notice"),
            (Leaves.NOTICE.value, "Headline and notice only"),
        ],
        coerce=Leaves,
        initial=Leaves.TEXT.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what stays."},
    )
    notice = _notice(
        "What shall readers be told?", "Say to readers why it is retracted."
    )


class ReinstateForm(EditionsForm):
    answer = "reinstate"
    notice = _notice(
        "What shall readers be told?", "Say to readers why it is shown again."
    )


class WithdrawForm(EditionsForm):
    answer = "withdraw"
    notice = _notice(
        "What shall readers be told?",
        "Say to readers what they are to know: they find only this.",
        help_text="They find only this. Name nobody who must not be named.",
    )
    why = _why()
    pictures = forms.TypedMultipleChoiceField(
        label="Pictures that are shown elsewhere, too",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the pictures of this list."},
    )

    def __init__(self, *args, elsewhere=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.elsewhere = elsewhere
        self.fields["pictures"].choices = [
            (picture.image.pk, str(picture.image)) for picture in elsewhere
        ]

    @property
    def pictures_elsewhere(self):
        """Each box with its picture, for the page to print beside it."""
        return list(zip(self["pictures"], self.elsewhere, strict=True))


class EndWithdrawalForm(LookedAtForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    why = _why()
