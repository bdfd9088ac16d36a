"""Shows a form as it was left: what was typed, however unfinished, unjudged."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.editing.unsaved import unsaved_by


class Restorable:
    """A form that shows `unsaved` input, where there is any and nothing is posted."""

    unsaved = None

    def __init__(self, data=None, *args, unsaved=None, **kwargs):
        self.unsaved = self.unsaved if unsaved is None else unsaved
        self.is_restored = data is None and self.unsaved is not None
        super().__init__(self.unsaved if self.is_restored else data, *args, **kwargs)
        if self.is_restored:
            self.data = _choosable(self)
            self._errors = ErrorDict()  # nobody has asked to save this yet


def without_judgement(formset):
    """Show a formset's input as it is. Nobody has asked to save it yet."""
    formset._errors = []
    formset._non_form_errors = formset.error_class()
    for form in formset.forms:
        form._errors = ErrorDict()
    return formset


def _choosable(form):
    """Leave out of the choices what could be no row's id, which widgets look up."""
    data = form.data.copy()
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField):
            key = form.add_prefix(name)
            data.setlist(key, [pk for pk in data.getlist(key) if _is_id(pk)])
    return data


def _is_id(text):
    return text.isascii() and text.isdigit() and len(text) < 18


@dataclass(frozen=True)
class Unsaved:
    """What a form's page must know to keep its text and to bring it back."""

    thing: str
    thing_id: int | None
    account: int
    version: int
    typed: str = ""
    kept_at: datetime | None = None
    began_from: int = 0

    @property
    def zone(self):
        return timezone.get_current_timezone_name()

    @property
    def is_from_today(self):
        return timezone.localdate(self.kept_at) == timezone.localdate()

    @property
    def moment(self):
        style = "H:i" if self.is_from_today else "j F Y, H:i"
        return date_format(timezone.localtime(self.kept_at), style)

    @property
    def drop_address(self):
        where = [self.thing] if self.thing_id is None else [self.thing, self.thing_id]
        return reverse("admin:drop_unsaved", args=where)


def take_up(request, model, thing):
    """Return what the person has typed and not saved, as input for the form."""
    if request.method != "GET":
        return None
    copy = unsaved_by(request.user, model, thing.pk if thing else None)
    request.unsaved_copy = copy
    return as_input(copy) if copy else None


def as_input(copy):
    data = QueryDict(mutable=True)
    for name, value in parse_qsl(copy.form, keep_blank_values=True):
        data.appendlist(name, value)
    return data


def unsaved(request, model, thing):
    """Describe to its page what a form began from, a posted and refused one too."""
    copy = getattr(request, "unsaved_copy", None)
    shown = {"typed": request.POST.get("_typed", "")}
    if copy:
        began_from, kept_at = copy.began_from, copy.kept_at
        shown = {"typed": copy.typed, "kept_at": kept_at, "began_from": began_from}
    return Unsaved(
        thing=model._meta.label_lower,
        thing_id=thing.pk if thing else None,
        account=request.user.pk,
        version=getattr(thing, "version", 0) or 0,
        **shown,
    )
