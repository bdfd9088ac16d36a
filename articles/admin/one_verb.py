"""Screens that save by one call of a verb: Django's own three steps write nothing."""

from functools import partial

from django.contrib import admin
from django.core.exceptions import ValidationError


class Refusable:
    """A form that shows why saving has refused what it let pass."""

    refusal = None

    def clean(self):
        super().clean()
        if self.refusal is not None:
            self.refuse(self.refusal)
        return self.cleaned_data

    def refuse(self, error):
        """Put the words of a refused save beside the fields that they are about."""
        by_field = getattr(error, "error_dict", {None: error})
        for name, words in by_field.items():
            self.add_error(name if name in self.fields else None, words)


class OneVerb:
    """What a screen leaves out and adds where `save_related` calls the verb.

    Its form is Refusable; what the verb raises is shown in it, with all that was typed.
    """

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def change_by_verb(self, request, *args):
        change = partial(admin.ModelAdmin.changeform_view, self, request, *args)
        try:
            return change()
        except ValidationError as error:
            # Nothing was written. The same form again, with the reason at its place.
            request.refusal = error
            return change()

    def save_model(self, request, obj, form, change):
        pass

    def construct_change_message(self, request, form, formsets, add=False):
        return []

    # What happened is in the logs and versions of our own.

    def log_addition(self, request, obj, message):
        pass

    def log_change(self, request, obj, message):
        pass
