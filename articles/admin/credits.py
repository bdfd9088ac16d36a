"""The byline as it is written: one row a credit, in order."""

from functools import cached_property, partial

from django import forms
from django.utils.functional import SimpleLazyObject

from articles.admin.choose import Typed, lookup_one, named
from articles.admin.held_on import HeldOnField, choices
from articles.models import Author, Credit
from articles.models.mergeable import NAME_TODAY
from articles.models.snapshot import CreditLine


class AuthorField(forms.IntegerField):
    """Gives an author's id, chosen or typed by the whole name."""

    def clean(self, value):
        if not isinstance(value, Typed):
            return super().clean(value)
        author = named(Author.objects.only("name"), value)
        self.widget.known[author.pk] = author.name
        return author.pk


class CreditForm(forms.Form):
    author = AuthorField(required=False, label="Who")
    role = forms.ChoiceField(
        choices=Credit.Role, initial=Credit.Role.AUTHOR, required=False
    )
    wording = forms.CharField(
        max_length=120, required=False, label="Printed as", empty_value=""
    )
    held_on = HeldOnField()
    position = forms.IntegerField(
        min_value=1, max_value=999, required=False, label="Order"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["author"].widget = lookup_one(Credit._meta.get_field("author"))
        self.fields["author"].widget.known = {}
        self.fields["author"].widget.is_required = False

    @property
    def has_positions(self):
        """Whether there is anything to choose for whose credit it is."""
        return len(list(self.fields["held_on"].widget.choices)) > 1

    def clean(self):
        super().clean()
        if (
            self.cleaned_data.get("wording")
            and self.cleaned_data.get("author", "") is None
        ):
            self.add_error("author", "Choose whose credit this is, or empty the row.")
        return self.cleaned_data


class BaseCreditFormSet(forms.BaseFormSet):
    """All rows are new ones: a colleague's save in between makes none invalid."""

    add_address = ""
    written_on = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = SimpleLazyObject(lambda: self.names)
        for form in self.forms:
            form.fields["author"].widget.known = known
            form.fields["held_on"].widget.choices = partial(self._held_by, form)

    @cached_property
    def names(self):
        """The authors' names by id; whoever knows them sets them."""
        return dict(self.authors().values_list("pk", NAME_TODAY))

    @cached_property
    def positions(self):
        """What the authors were when, by id; whoever knows it sets it."""
        return dict(self.authors().values_list("pk", "positions"))

    def _held_by(self, form):
        author = str(form["author"].value() or "")
        lines = self.positions.get(int(author), []) if author.isdecimal() else []
        return choices(lines, form["held_on"].value(), self.written_on)

    def authors(self):
        return Author.objects.filter(pk__in=self._ids())

    @property
    def empty_form(self):
        form = super().empty_form
        form.fields["author"].widget.add_address = self.add_address
        return form

    def get_form_kwargs(self, index):
        # An unchanged row must be read as well: there is no database row behind it.
        return {**super().get_form_kwargs(index), "empty_permitted": False}

    def clean(self):
        seen = set()
        for form in self.forms:
            author, role = (form.cleaned_data.get(key) for key in ("author", "role"))
            if not author:
                continue
            if author not in self.names:
                form.add_error("author", "This author is not there any more.")
            if (author, role) in seen:
                form.add_error("author", f"{self.names.get(author)} is here twice.")
            seen.add((author, role))

    def lines(self):
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data]
        rows = [row for row in rows if row.get("author")]
        rows.sort(key=lambda row: row.get("position") or len(rows) + 1)
        return tuple(
            CreditLine(
                row["author"],
                row.get("role") or Credit.Role.AUTHOR,
                row.get("wording", ""),
                row.get("held_on"),
            )
            for row in rows
        )

    def _ids(self):
        if not self.is_bound:
            return [row["author"] for row in self.initial or ()]
        names = (form.add_prefix("author") for form in self.forms)
        given = (self.data.get(name, "") for name in names)
        return [pk for pk in given if pk.isascii() and pk.isdigit() and len(pk) < 18]


def credit_rows(snapshot, data=None):
    """Return the formset of a byline, or of one empty row."""
    initial = [
        {
            "author": line.author,
            "role": line.role,
            "wording": line.wording,
            "held_on": line.held_on,
            "position": place,
        }
        for place, line in enumerate(snapshot.credits, 1)
    ]
    rows = forms.formset_factory(
        CreditForm, formset=BaseCreditFormSet, extra=0 if initial else 1
    )
    return rows(
        data, initial=initial, prefix="credits", form_kwargs={"label_suffix": ""}
    )
