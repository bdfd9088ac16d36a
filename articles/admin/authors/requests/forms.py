"""What is asked of who deals with an author's request."""

from django import forms
from django.utils.formats import date_format

from articles.admin.article_pages import LookedAtForm, SeenForm
from articles.editing.authors.dropping import Part
from articles.editing.authors.erasing import What
from articles.editing.authors.names import theirs
from articles.editing.authors.withholding import ALL
from articles.editing.reasons import SAY_WHY
from articles.models import AuthorRequest
from articles.models.author_request import ASKED_LENGTH, LINE_LENGTH, REASON_LENGTH

State = AuthorRequest.State
EVERYWHERE, CHOSEN = "everywhere", "chosen"


def _line(label, **options):
    return forms.CharField(label=label, max_length=LINE_LENGTH, **options)


def _day(label, **options):
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **options
    )


def _why(label):
    return forms.CharField(
        label=label,
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        error_messages={"required": SAY_WHY},
    )


class ReceiveForm(forms.Form):
    asked_by = _line(
        "Who asks?",
        help_text="The author, or who for them and with what right.",
        error_messages={"required": "Say who asks."},
    )
    asked = forms.CharField(
        label="What do they ask, in their words?",
        max_length=ASKED_LENGTH,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        error_messages={"required": "Write down what they ask."},
    )
    came_by = _line(
        "How did it come?", required=False, help_text="A letter, a mail, a call."
    )
    contact = _line(
        "Where to answer",
        required=False,
        help_text="Kept until it is decided, and forgotten then.",
    )
    received_on = _day("When did it come?")
    due_on = _day(
        "Until when is it answered?",
        required=False,
        help_text="Empty: as many days later as the publication’s settings say.",
    )


class TouchedForm(LookedAtForm):
    """Carries when somebody last did something about the request looked at."""

    seen = forms.DateTimeField(widget=forms.HiddenInput)


class DecideForm(TouchedForm):
    state = forms.ChoiceField(
        label="What do you decide?",
        choices=[each for each in State.choices if each[0] != State.OPEN],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what you decide."},
    )
    why = _why("Why? For colleagues.")


class ReopenForm(TouchedForm):
    why = _why("Why is it taken up again? For colleagues.")


class AskedFor(forms.ModelChoiceField):
    def label_from_instance(self, asked):
        day = date_format(asked.received_on, "j F Y")
        return f"{asked.asked_by}, {day}: {asked}"


class MeasureForm(SeenForm):
    """Carries the last step known of, and for which request it is done."""

    request = AskedFor(
        label="Which request is it for?",
        queryset=None,
        required=False,
        empty_label="None: nobody has asked",
        error_messages={"invalid_choice": "Choose an open request of this author."},
    )
    why = _why("Why? For colleagues.")

    def __init__(self, *args, author, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["request"].queryset = theirs(AuthorRequest.objects.open(), author)


def _boxes(label, choices, needed, **options):
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": needed},
        **options,
    )


class DropForm(MeasureForm):
    parts = _boxes("What shall go?", Part.choices, "Choose what shall go.")

    field_order = ("parts", "request", "why", "seen")


class WithholdForm(MeasureForm):
    where = forms.ChoiceField(
        label="Where is the name withheld?",
        choices=[
            (EVERYWHERE, f"On {ALL}. Their page goes, too"),
            (CHOSEN, "On the articles chosen below"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say where."},
    )
    articles = forms.TypedMultipleChoiceField(
        label="Articles",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the articles of this list."},
    )

    field_order = ("where", "articles", "request", "why", "seen")

    def __init__(self, *args, articles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["articles"].choices = [
            (article.pk, article.headline) for article in articles
        ]

    def clean(self):
        super().clean()
        where, articles = map(self.cleaned_data.pop, ("where", "articles"), (None, []))
        if where:
            self.cleaned_data["on"] = ALL if where == EVERYWHERE else articles
        return self.cleaned_data


class EraseForm(MeasureForm):
    what = _boxes("What shall be erased?", What.choices, "Choose what shall be erased.")
    name = forms.CharField(
        label="Type the author’s name, so that it is not done by mistake",
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": "Type the name."},
    )

    field_order = ("what", "request", "why", "name", "seen")
