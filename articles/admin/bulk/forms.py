"""What is asked before something is done to several articles."""

import uuid

from django import forms
from django.core.exceptions import ValidationError

from articles.admin.article_form import TagsField, terms_field
from articles.admin.workflow import AssigneeForm, WhyForm
from articles.editing.batches import TOO_MANY
from articles.models import Batch
from articles.models.batch import MOST
from articles.models.snapshot import SETS


class ChosenField(forms.Field):
    """Reads `id:version` from each checkbox; gives {id: version}."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        try:
            chosen = dict(_numbers(each) for each in value or ())
        except ValueError:
            raise ValidationError("The page was incomplete. Load it again.") from None
        if not chosen:
            raise ValidationError("Choose one article at least.")
        if len(chosen) > MOST:
            raise ValidationError(TOO_MANY)
        return chosen


def _numbers(text):
    pk, version = text.split(":")
    if not (text.isascii() and len(text) < 30 and pk.isdigit() and version.isdigit()):
        raise ValueError(text)
    return int(pk), int(version)


class SawField(forms.Field):
    """Reads `id what was seen of it` from each row looked over; gives a dictionary."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        lines = (str(line).partition(" ") for line in value or ())
        return {pk: seen[:40] for pk, _, seen in lines}


class SeveralForm(forms.Form):
    """Which articles, and what is to be done to them."""

    chosen = ChosenField()
    what = forms.ChoiceField(
        choices=Batch.What,
        error_messages={"required": "Choose what is to be done."},
    )
    saw = SawField()

    def saw_of_chosen(self):
        saw = self.cleaned_data["saw"]
        return {str(pk): saw.get(str(pk), "") for pk in self.cleaned_data["chosen"]}


class KeyForm(forms.Form):
    """Names a page, so that what it posts twice is done once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def options(self):
        return {}


class ReasonForm(WhyForm, KeyForm):
    def options(self):
        return {"why": self.cleaned_data["why"]}


class ColleagueForm(AssigneeForm, KeyForm):
    def options(self):
        assignee, due_on = (self.cleaned_data[key] for key in ("assignee", "due_on"))
        return {
            "assignee": assignee.pk if assignee else None,
            "due_on": due_on.isoformat() if due_on else None,
        }


class TermsForm(KeyForm):
    regions = terms_field("regions")
    themes = terms_field("themes")
    reports = terms_field("reports")
    tags = TagsField(required=False, help_text="Separated by commas.")

    def clean(self):
        super().clean()
        if not self.errors and not any(map(self.cleaned_data.get, SETS)):
            raise ValidationError("Choose at least one.")
        return self.cleaned_data

    def options(self):
        return {name: list(self.cleaned_data[name]) for name in SETS}


FORMS = {
    Batch.What.ASSIGN: ColleagueForm,
    Batch.What.ADD: TermsForm,
    Batch.What.REMOVE: TermsForm,
    Batch.What.SEND_BACK: ReasonForm,
    Batch.What.UNPUBLISH: ReasonForm,
}


class UndoForm(KeyForm):
    """Which articles of a batch are to be as they were."""

    articles = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "Choose one article at least."}
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["articles"].choices = [(line.article, "") for line in lines]


def form_of(what, data=None):
    return FORMS.get(what, KeyForm)(data, label_suffix="")
