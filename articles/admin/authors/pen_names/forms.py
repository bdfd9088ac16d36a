"""What is asked about a pen name.

A field whose name begins with “secret-” is never shown again nor offered to be sent
again by the pages that say why nothing was done: see admin.posted.words.
"""

from django import forms
from django.core.exceptions import ValidationError

from articles.admin.article_pages import LookedAtForm
from articles.admin.choose import Typed, named
from articles.admin.workflow import Colleague
from articles.models import Author
from articles.models.pen_name import REAL_NAME_LENGTH, WHY_LENGTH
from articles.models.slugs import slug_of

HIDDEN = "secret"  # before the names of fields
# Neither kept by a browser nor sent to whoever checks its spelling.
UNKEPT = {"autocomplete": "off", "spellcheck": "false", "dir": "auto"}


def reason(label, **more):
    return forms.CharField(
        label=label,
        max_length=WHY_LENGTH,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        error_messages={"required": "Say why: the other keepers will read it."},
        **more,
    )


class NewForm(forms.Form):
    """The part that everybody may read."""

    name = forms.CharField(
        label="Pen name",
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
        help_text="As it stands in a byline. Nothing in it should lead to the person.",
    )

    def content(self):
        name = " ".join(self.cleaned_data["name"].split())
        return Author().content().changed(name=name, slug=slug_of(name, "author"))


class HiddenForm(forms.Form):
    """The part that keepers alone read."""

    real_name = forms.CharField(
        max_length=REAL_NAME_LENGTH, widget=forms.TextInput(UNKEPT)
    )
    contact = forms.CharField(
        label="How to reach them",
        required=False,
        widget=forms.Textarea({"rows": 2, **UNKEPT}),
    )
    note = forms.CharField(
        label="For the keepers",
        required=False,
        widget=forms.Textarea({"rows": 3, **UNKEPT}),
        help_text="What was agreed, what the danger is.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix=HIDDEN, label_suffix="", **kwargs)


class SeenRecordForm(LookedAtForm):
    """Carries when the record was last changed, as it was looked at."""

    seen = forms.DateTimeField(widget=forms.HiddenInput)


class OpenForm(forms.Form):
    why = reason("Why do you open it?", help_text="The other keepers will read this.")


class EndForm(SeenRecordForm):
    why = reason("Why does it end?")


class KeeperForm(SeenRecordForm):
    person = Colleague(
        label="Who else may open it?",
        queryset=None,
        empty_label="Choose…",
        error_messages={"required": "Choose somebody."},
    )
    why = reason("Why?", required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["person"].queryset = people


class AppointForm(forms.Form):
    person = Colleague(label="Who shall open it from now on?", queryset=None)
    why = reason("Why?", help_text="Whoever keeps it will read this.")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["person"].queryset = people


class WhoseForm(forms.Form):
    """Typed whole, not looked up: a look-up stands in the logs of the server."""

    whose = forms.CharField(
        label="Whose bylines?",
        widget=forms.TextInput(UNKEPT),
        help_text="The author’s whole name as it stands in bylines, or the number.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix=HIDDEN, label_suffix="", **kwargs)

    def clean_whose(self):
        words, authors = self.cleaned_data["whose"].strip(), Author.objects.all()
        if words.isdecimal() and len(words) < 10:
            if author := authors.filter(pk=int(words)).first():
                return author
            raise ValidationError("There is no author of this number.")
        return named(authors, Typed(words))


class ChosenForm(WhoseForm):
    seen = forms.DateTimeField(widget=forms.HiddenInput)
    articles = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": "Choose at least one article.",
            "invalid_choice": (
                "One of these does not name this author any more. Look at the list "
                "again."
            ),
        },
    )

    def __init__(self, *args, articles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["articles"].choices = [(pk, pk) for pk in articles]
