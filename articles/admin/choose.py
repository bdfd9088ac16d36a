"""Widgets that look something up: a person, a term, a picture. No frame, no jQuery."""

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.forms import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from articles.models import Article, Author, Image
from articles.models.mergeable import Mergeable
from articles.models.pictures import square_thumbnail

LONGEST_NAME = 300
_INTO = "merged_into__name"
LONGEST_ID = 18  # digits: fewer than would not fit into the database


class Typed(str):
    """Words typed into a lookup, nothing chosen. In quotes: never taken for an id."""

    def __new__(cls, words):
        typed = super().__new__(cls, f"“{words}”")
        typed.words = words
        return typed


class Lookup(AutocompleteMixin):
    """Django's own lookup by typing, with a combobox of ours on the page.

    `known` are labels by id that somebody has loaded already: with them, drawing the
    widget costs no query. `add_address` is where a missing thing is added. What was
    typed comes as Typed, for the field to find by its whole name or to refuse.
    """

    known = None
    add_address = ""

    @property
    def model(self):
        return self.field.remote_field.model

    @property
    def media(self):
        return forms.Media(js=[Script("js/choose.js", type="module")])

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs["class"] = ""
        attrs["data-choose"] = self.model._meta.verbose_name
        attrs["data-unknown"] = unknown(self.model)
        return attrs

    def get_context(self, name, value, attrs):
        every = value if isinstance(value, list | tuple) else [value]
        typed = [item.words for item in every if isinstance(item, Typed)]
        chosen = [item for item in every if not isinstance(item, Typed)]
        context = super().get_context(name, chosen, attrs)
        return {**context, "typed": " ".join(typed), "add_address": self.add_address}

    def render(self, name, value, attrs=None, renderer=None):
        context = self.get_context(name, value, attrs)
        context["select"] = self._render(self.template_name, context, renderer)
        context["thing"] = self.model._meta.verbose_name
        return mark_safe(render_to_string("admin/widgets/lookup.html", context))

    def optgroups(self, name, value, attr=None):
        value = ids_among(value)
        if self.known is None:
            groups = super().optgroups(name, value, attr)
            place = {chosen: index for index, chosen in enumerate(value)}
            groups[0][1].sort(key=lambda option: place.get(str(option["value"]), -1))
            return groups
        nothing = [self.create_option(name, "", "", False, 0)]
        options = [] if self.allow_multiple_selected else nothing
        options += [
            self.create_option(name, pk, self.known[int(pk)], True, index)
            for index, pk in enumerate(value, 1)
            if int(pk) in self.known
        ]
        return [(None, options, 0)]


def ids_among(value):
    return [
        pk for pk in value if pk.isascii() and pk.isdigit() and len(pk) < LONGEST_ID
    ]


class LookupOne(Lookup, AutocompleteSelect):
    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name)
        return typed_for(data, name) or chosen


class LookupMany(Lookup, AutocompleteSelectMultiple):
    """Keeps what is chosen in the order it was put."""

    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name) or []
        typed = typed_for(data, name)
        return [*chosen, typed] if typed else chosen


def typed_for(data, name):
    words = " ".join(data.get(f"{name}-typed", "").replace("\0", "").split())
    return Typed(words[:LONGEST_NAME]) if words else None


class LookupField(forms.ModelChoiceField):
    """One thing, chosen or typed by its whole name."""

    def label_from_instance(self, thing):
        return str(thing.stands_for() if isinstance(thing, Mergeable) else thing)

    def to_python(self, value):
        if isinstance(value, Typed):
            return named(self.queryset, value)
        return super().to_python(value)


class IdField(LookupField):
    """Gives the id alone. Whether there is such a row, a verb asks of all at once."""

    def to_python(self, value):
        return None if value in self.empty_values else id_of(self, value)


class InOrderField(forms.ModelMultipleChoiceField):
    """Gives ids, in the order in which they were posted; asks as little as IdField."""

    def clean(self, value):
        return tuple(dict.fromkeys(id_of(self, item) for item in value or ()))


def id_of(field, value):
    if isinstance(value, Typed):
        return named(field.queryset, value).pk
    value = str(value)
    if not (value.isascii() and value.isdigit() and len(value) < LONGEST_ID):
        words = field.error_messages["invalid_choice"]
        raise forms.ValidationError(words, "invalid_choice", {"value": value})
    return int(value)


def named(queryset, typed):
    """Return the one thing of the typed name; refuse unless there is just one."""
    name = "name"
    if queryset.model is Article:
        name, queryset = "headline", queryset.unbinned()
    queryset = queryset.filter(**{f"{name}__iexact": typed.words})
    if issubclass(queryset.model, Mergeable):  # by a name of what was merged, too
        queryset = queryset.select_related("merged_into").only("name", _INTO)
        # Not stands_for(): the names are all that was loaded, and all that is asked.
        found = list({row.merged_into or row: None for row in queryset})
    else:
        found = list(queryset[:2])
    if not found:
        raise forms.ValidationError(unknown(queryset.model))
    if len(found) > 1:
        raise forms.ValidationError("There are several of that name: choose one.")
    return found[0]


def unknown(model):
    if model is Author:
        return "Nobody of that name. Choose somebody from the list."
    return f"No {model._meta.verbose_name} of that name. Choose from the list."


def let_add(form, user):
    """Lead those who may to where a thing that a lookup does not know is added."""
    for widget in (field.widget for field in form.fields.values()):
        if isinstance(widget, Lookup):
            widget.add_address = add_address(widget.model, user)


def add_address(model, user):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    # An article is not added on the way to another one.
    if model is Article or not user.has_perm(name.replace("_", ".add_", 1)):
        return ""
    return reverse(f"admin:{name}_add")


class PictureInput(forms.HiddenInput):
    """A picture of the media library, shown, chosen in the editor's dialog.

    `known` are pictures by id, as text, that somebody has loaded already.
    """

    known = {}

    input_type = "text"  # not hidden: a hidden field would be drawn without its label
    template_name = "admin/widgets/picture.html"

    @property
    def media(self):
        return forms.Media(js=[Script("js/picture.js", type="module")])

    def id_for_label(self, id_):
        # The button has words of its own, which a label would replace.
        return None

    def _render(self, template_name, context, renderer=None):
        # Django's renderer of forms does not look into the project's own templates.
        return mark_safe(render_to_string(template_name, context))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["library"] = reverse("admin:articles_image_changelist")
        if value:
            known = self.known.get(str(value))
            chosen = Image.objects.filter(pk__in=ids_among([str(value)]))
            context["picture"] = known or chosen.first()
        return context


class PortraitInput(PictureInput):
    """A picture cut square, as readers see a portrait."""

    template_name = "admin/widgets/portrait.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        picture = context.get("picture")
        if picture and not picture.withdrawn_at:
            context["square"] = square_thumbnail(picture)
        return context


class PictureField(forms.ModelChoiceField):
    def __init__(self, **options):
        options = {"queryset": Image.objects.all(), "widget": PictureInput, **options}
        super().__init__(required=False, **options)


def lookup_one(model_field):
    return LookupOne(model_field, site)


def lookup_many(model_field):
    return LookupMany(model_field, site)
