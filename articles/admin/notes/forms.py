"""What is asked of whoever writes or answers a note."""

from django import forms

from articles.admin.article_pages import LookedAtForm
from articles.admin.workflow import Colleague, WhyForm
from articles.editing.colleagues import colleagues
from articles.editing.passages import FIELDS, WHOLE, Passage, one_line, quoted
from articles.models import SourceNote
from articles.models.note import NOTE_LENGTH
from articles.models.passage import CONTEXT_LENGTH, QUOTE_LENGTH
from articles.models.source_note import REASON_LENGTH, SOURCE_LENGTH

FORM = "notes-form"  # not the article's, whose words these fields stand among


class Colleagues(forms.ModelMultipleChoiceField):
    label_from_instance = Colleague.label_from_instance


class AboutForm(forms.Form):
    """Which words it is about. A script also says where on its page they stood."""

    quote = forms.CharField(
        label="The words it is about",
        required=False,
        max_length=QUOTE_LENGTH,
        widget=forms.Textarea({"rows": 2}),
        help_text="Copied from the text. Empty: the whole article.",
        error_messages={"max_length": "Choose fewer words: a sentence or two."},
    )
    field = forms.ChoiceField(
        choices=[("", ""), *((name, name) for name in FIELDS)],
        required=False,
        widget=forms.HiddenInput,
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput)
    after = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, texts, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.texts = texts

    def clean(self):
        super().clean()
        if "quote" in self.cleaned_data:
            self.cleaned_data["passage"] = self._passage()
        for name in ("quote", "field", "before", "after"):
            self.cleaned_data.pop(name, None)
        return self.cleaned_data

    def _passage(self):
        quote = one_line(self.cleaned_data["quote"])
        if not quote:
            return WHOLE
        if found_in := self.cleaned_data.get("field"):
            # As the page had it, saved or not.
            before, after = (
                one_line(self.cleaned_data.get(name, ""))
                for name in ("before", "after")
            )
            return Passage(
                found_in, quote, before[-CONTEXT_LENGTH:], after[:CONTEXT_LENGTH]
            )
        if passage := quoted(quote, self.texts):
            return passage
        words = "These words are not in the text. Copy them from it, or leave this out."
        self.add_error("quote", words)
        return WHOLE


class NoteForm(AboutForm):
    text = forms.CharField(
        label="Your note",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text="@username tells a colleague of it.",
        error_messages={"required": "Write what you have to say."},
    )
    tell = Colleagues(
        label="Tell",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose somebody of the list."},
    )

    field_order = ("quote", "text", "tell")

    def __init__(self, *args, beside=False, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tell"].queryset = colleagues().exclude(pk=by.pk)
        if beside:
            for each in self.fields.values():
                each.widget.attrs["form"] = FORM


class AnswerForm(LookedAtForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="Your answer",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 1, "dir": "auto"}),
    )


class SourceForm(AboutForm):
    source = forms.CharField(
        label="Source",
        max_length=SOURCE_LENGTH,
        help_text="Who or what this rests on.",
        error_messages={"required": "Say who or what this rests on."},
    )
    text = forms.CharField(
        label="What they said, and how we know",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    flag = forms.CharField(
        label="Legal flag: what might the law object to?",
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 2}),
        help_text="It holds publication until somebody clears it. Empty: no flag.",
    )

    field_order = ("quote", "source", "text", "flag")

    def __init__(self, *args, may_flag, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_flag:
            del self.fields["flag"]


class TouchedForm(LookedAtForm):
    """Carries when somebody last did something to the source that was looked at."""

    seen = forms.DateTimeField(widget=forms.HiddenInput)


class CheckForm(TouchedForm):
    check_state = forms.ChoiceField(
        choices=SourceNote.Check,
        error_messages={
            "required": "Choose how it is to be marked.",
            "invalid_choice": "Choose how it is to be marked.",
        },
    )


class ReasonForm(WhyForm, TouchedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["why"].max_length = REASON_LENGTH
        self.fields["why"].widget.attrs["rows"] = 2


def complain(form, error):
    """Put the words of a refused verb where they belong in the form."""
    for name, words in getattr(error, "error_dict", {None: error}).items():
        form.add_error(name if name in form.fields else None, words)
