"""The byline as it is written: one row a credit, in order."""

from dataclasses import replace
from functools import cached_property, partial

from django import forms
from django.utils.functional import SimpleLazyObject

from articles.admin.authors.questions import (
    NEW,
    QuestionForm,
    any_of,
    asked_about,
    asked_about_proposed,
    id_in,
)
from articles.admin.choose import Typed, lookup_one, named
from articles.admin.held_on import HeldOnField, choices
from articles.editing.authors.bylines import Said
from articles.editing.authors.proposing import Newcomer, said_of
from articles.models import Author, Credit
from articles.models.mergeable import NAME_TODAY, POSITIONS_TODAY
from articles.models.snapshot import CreditLine

SINCE = (
    "Somebody has decided about “{}” meanwhile. You had written: {}. Save again, and "
    "look at how they stand now."
)


class AuthorField(forms.IntegerField):
    """Gives an author's id, or what was Typed: whose name that is, the row asks."""

    def clean(self, value):
        return value if isinstance(value, Typed) else super().clean(value)


class CreditForm(QuestionForm):
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
    byline = None

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
        if isinstance(who := self.cleaned_data.get("author"), Typed):
            self.cleaned_data["author"] = self._called(who)
        if (
            self.cleaned_data.get("wording")
            and self.cleaned_data.get("author", "") is None
            and not self.has_error("author")
        ):
            self.add_error("author", "Choose whose credit this is, or empty the row.")
        return self.cleaned_data

    def _called(self, typed):
        """Return whom a typed name means: an id, or somebody new."""
        if self.cleaned_data.get("answer") == NEW:
            return replace(self.said(), name=typed.words)
        if self.chosen:
            return self.chosen
        try:
            author = named(Author.objects.unmerged().only("name"), typed)
        except forms.ValidationError as error:
            self.add_error("author", error)
            return None
        self.byline.names[author.pk] = author.name
        return author.pk

    @cached_property
    def question(self):
        """What this row asks about who stands in it, or None."""
        byline, who = self.byline, self["author"].value()
        if byline is None:  # the empty row that others are made from
            return None
        if isinstance(who, Typed):
            return self._about_typed(who.words)
        author = byline.proposed.get(id_in(str(who or "")))
        if author and byline.first_of(author) is self:
            said = self.as_typed() if self._was_asked else None
            return asked_about_proposed(
                author, self.prefix, byline.person, said, **self._answered()
            )
        return None

    def _about_typed(self, words):
        typed = self.as_typed()
        if not (self.has_error("author") or self["answer"].value() or any_of(typed)):
            return None
        said = replace(typed, name=words)
        return asked_about(
            words, self.prefix, self.byline.person, said, **self._answered()
        )

    def _answered(self):
        return {
            "answer": self["answer"].value() or "",
            "why": self["why"].value() or "",
            "errors": self.mistakes() if self.is_bound else [],
        }

    def require_open(self):
        """Refuse an answer to what is no question any more, showing what was typed."""
        pk = self.cleaned_data.get("author")
        if not self._was_asked or not pk or pk in self.byline.proposed:
            return
        author = Author.objects.filter(pk=pk).first()
        typed = self.as_typed()
        if author and (self["answer"].value() or typed != said_of(author)):
            words = " · ".join(filter(None, (typed.name, typed.bio, typed.link)))
            self.add_error("author", SINCE.format(author, words))

    @property
    def _was_asked(self):
        return self.is_bound and self.add_prefix("version") in self.data


class BaseCreditFormSet(forms.BaseFormSet):
    """All rows are new ones: a colleague's save in between makes none invalid."""

    written_on = None
    article = None
    person = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = SimpleLazyObject(lambda: self.names)
        for form in self.forms:
            form.byline = self
            form.fields["author"].widget.known = known
            form.fields["held_on"].widget.choices = partial(self._held_by, form)

    @cached_property
    def names(self):
        """The authors' names by id; whoever knows them sets them."""
        return dict(self.authors().values_list("pk", NAME_TODAY))

    @cached_property
    def positions(self):
        """What the authors were when, by id; whoever knows it sets it."""
        return dict(self.authors().values_list("pk", POSITIONS_TODAY))

    def _held_by(self, form):
        author = id_in(str(form["author"].value() or ""))
        lines = self.positions.get(author, [])
        return choices(lines, form["held_on"].value(), self.written_on)

    def authors(self):
        return Author.objects.filter(pk__in=self._ids())

    @cached_property
    def proposed(self):
        """The proposed authors in the rows, by id: no query where there are none."""
        is_asked = self.article is not None and self.article.has_proposed_author
        if not is_asked and not any(form._was_asked for form in self.forms):
            return {}
        ids = [int(pk) for pk in self._ids()]
        return Author.objects.proposed().select_related("proposed_by").in_bulk(ids)

    def get_form_kwargs(self, index):
        # An unchanged row must be read as well: there is no database row behind it.
        return {**super().get_form_kwargs(index), "empty_permitted": False}

    def first_of(self, author):
        """Return the row that asks about an author: one who stands twice is one."""
        return next(
            form
            for form in self.forms
            if str(form["author"].value() or "") == str(author.pk)
        )

    def clean(self):
        seen = set()
        for form in self.forms:
            form.require_open()
            author, role = (form.cleaned_data.get(key) for key in ("author", "role"))
            if not author:
                continue
            if author not in self.names and not isinstance(author, Newcomer):
                form.add_error("author", "This author is not there any more.")
            if (author, role) in seen:
                name = getattr(author, "name", None) or self.names.get(author)
                form.add_error("author", f"{name} is here twice.")
            seen.add((author, role))

    def lines(self):
        """Return CreditLines; for who is new stands a number that is no author's."""
        numbers = {key(new): number for number, new in self._newcomers.items()}
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data]
        rows = [row for row in rows if row.get("author")]
        rows.sort(key=lambda row: row.get("position") or len(rows) + 1)
        return tuple(
            CreditLine(
                numbers.get(key(row["author"]), row["author"]),
                row.get("role") or Credit.Role.AUTHOR,
                row.get("wording", ""),
                row.get("held_on"),
            )
            for row in rows
        )

    def said(self):
        """Return what the rows say besides who stands in them."""
        changes, answers = {}, []
        for form in self.forms:
            author = self.proposed.get(form.cleaned_data.get("author"))
            if author is None or not form._was_asked:
                continue
            if decision := form.decision(author):
                answers.append(decision)
            elif (said := form.said(author.name)) != said_of(author):
                changes[author.pk] = said
        return Said(self._newcomers, changes, answers)

    @property
    def _newcomers(self):
        rows = (form.cleaned_data.get("author") for form in self.forms)
        new = {key(who): who for who in rows if isinstance(who, Newcomer)}
        return {-number: who for number, who in enumerate(new.values(), 1)}

    def _ids(self):
        if not self.is_bound:
            return [row["author"] for row in self.initial or ()]
        names = (
            form.add_prefix(name)
            for form in self.forms
            for name in ("author", "answer")
        )
        given = (self.data.get(name, "") for name in names)
        return [pk for pk in given if id_in(pk)]


def key(who):
    """Return what makes two newcomers one: who is named twice is one person."""
    return who.name.casefold() if isinstance(who, Newcomer) else who


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
