"""The form of a thing: what is posted becomes one content, and nothing else."""

from django import forms
from django.forms import Script

from articles.admin.one_verb import Refusable
from articles.admin.starting import places
from articles.admin.unsaved.restoring import Restorable, without_judgement


class ThingForm(Refusable, Restorable, forms.ModelForm):
    """Carries the version that its person saw, and shows unsaved text."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding
        self.initial["seen"] = 0 if self.is_new else self.instance.version

    def validate_unique(self):
        pass  # the verb asks, with the row locked

    def clean(self):
        super().clean()
        if not self.is_new and self.cleaned_data.get("seen") is None:
            self.add_error(None, "The page was incomplete. Load it again.")
        return self.cleaned_data

    def content(self):
        """Return what was posted, over what the form does not ask for."""
        return self.instance.content()


class ReportForm(ThingForm):
    """A report with the articles that it asks its reader to begin with."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        listed = self.instance.listed()["start_here"]
        self.starting = places(listed, self.data if self.is_bound else None)
        if self.is_restored:
            without_judgement(self.starting)

    @property
    def media(self):
        rows = forms.Media(js=[Script("js/starting.js", type="module")])
        return super().media + self.starting.media + rows

    def clean(self):
        super().clean()
        if not self.starting.is_valid():
            self.add_error(None, "Look at where to start: something needs mending.")
        return self.cleaned_data

    def content(self):
        return super().content().changed(start_here=self.starting.in_order())
