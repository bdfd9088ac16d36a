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

from articles.models import Image


class Lookup(AutocompleteMixin):
    """Django's own lookup by typing, with a combobox of ours on the page.

    `known` are labels by id that somebody has loaded already: with them, drawing the
    widget costs no query.
    """

    known = None

    @property
    def media(self):
        return forms.Media(js=[Script("js/choose.js", type="module")])

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs["class"] = ""
        attrs["data-choose"] = self.field.remote_field.model._meta.verbose_name
        return attrs

    def optgroups(self, name, value, attr=None):
        if self.known is None:
            groups = super().optgroups(name, value, attr)
            place = {chosen: index for index, chosen in enumerate(value)}
            groups[0][1].sort(key=lambda option: place.get(str(option["value"]), -1))
            return groups
        options = [self.create_option(name, "", "", False, 0)]
        options += [
            self.create_option(name, pk, self.known[int(pk)], True, index)
            for index, pk in enumerate(value, 1)
            if pk.isdigit() and int(pk) in self.known
        ]
        return [(None, options, 0)]


class LookupOne(Lookup, AutocompleteSelect):
    pass


class LookupMany(Lookup, AutocompleteSelectMultiple):
    """Keeps what is chosen in the order it was put."""


class InOrderField(forms.ModelMultipleChoiceField):
    """Gives ids, in the order in which they were posted."""

    def clean(self, value):
        known = {row.pk for row in super().clean(value)}
        return tuple(dict.fromkeys(int(pk) for pk in value or () if int(pk) in known))


class PictureInput(forms.HiddenInput):
    """A picture of the media library, shown, chosen in the editor's dialog."""

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
            context["picture"] = Image.objects.filter(pk=value).first()
        return context


class PictureField(forms.ModelChoiceField):
    def __init__(self, **options):
        options = {"queryset": Image.objects.all(), "widget": PictureInput, **options}
        super().__init__(required=False, **options)


def lookup_one(model_field):
    return LookupOne(model_field, site)


def lookup_many(model_field):
    return LookupMany(model_field, site)
