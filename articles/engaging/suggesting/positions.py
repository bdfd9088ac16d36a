"""The rows in which an author says what they were, where, and when."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from articles.engaging.complaining.form import Words
from articles.models.positions import (
    AFFILIATION_LENGTH,
    ROLE_LENGTH,
    Position,
    validate_positions,
)

MOST = 12
EMPTY_ROWS = 1


def _day(label):
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write a day such as 2024-05-31.")},
    )


class PositionForm(forms.Form):
    role = Words(
        label=gettext_lazy("Role"),
        required=False,
        max_length=ROLE_LENGTH,
        widget=forms.TextInput({"dir": "auto"}),
    )
    affiliation = Words(
        label=gettext_lazy("Where"),
        required=False,
        max_length=AFFILIATION_LENGTH,
        widget=forms.TextInput({"dir": "auto"}),
    )
    since = _day(gettext_lazy("From"))
    until = _day(gettext_lazy("Until"))

    def clean(self):
        super().clean()
        position = self.position()
        if not position and (position.since or position.until):
            raise ValidationError(gettext("Say what you were then, or where."))
        if position:
            try:
                validate_positions([position.to_json()])
            except ValidationError as error:
                raise ValidationError(error.messages) from None
        return self.cleaned_data

    def position(self):
        said = self.cleaned_data
        role, affiliation = (
            " ".join(said.get(name, "").split()) for name in ("role", "affiliation")
        )
        return Position(role, affiliation, said.get("since"), said.get("until"))


class PositionFormSet(forms.BaseFormSet):
    def positions(self):
        """Return what the rows say, as Author.positions keeps it; empty ones not."""
        found = [
            form.position() for form in self.forms if hasattr(form, "cleaned_data")
        ]
        return [position.to_json() for position in found if position]


def rows(positions, data=None):
    most = max(MOST, len(positions) + 1)
    of_rows = forms.formset_factory(
        PositionForm,
        formset=PositionFormSet,
        extra=EMPTY_ROWS,
        max_num=most,
        absolute_max=most,
        validate_max=True,
    )
    initial = [dict(line) for line in positions]
    return of_rows(data, initial=initial, prefix="position", auto_id="id_%s")
