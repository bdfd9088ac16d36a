"""Where a report asks its reader to start: articles, in an order."""

from django import forms
from django.contrib import admin
from django.forms import Script

from articles.admin.base import OurFields
from articles.models import StartHere

LAST = 10_000


class PlaceForm(forms.ModelForm):
    position = forms.IntegerField(min_value=1, max_value=999, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["article"].label = "Article"
        if self.instance.pk:
            self.fields["article"].widget.known = {
                self.instance.article_id: str(self.instance.article)
            }


class PlaceFormSet(forms.BaseInlineFormSet):
    """Rows hold their place as a number; what is stored is their order alone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for place, form in enumerate(self.initial_forms, 1):
            form.initial["position"] = place

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            self._queryset = super().get_queryset().select_related("article")
        return self._queryset

    def put_in_order(self):
        """Number the saved rows from one, as they were placed."""
        kept = [
            form
            for form in self.forms
            if form.instance.pk and form not in self.deleted_forms
        ]
        kept.sort(key=lambda form: form.cleaned_data.get("position") or LAST)
        for place, form in enumerate(kept, 1):
            if form.instance.position != place:
                form.instance.position = place
                form.instance.save(update_fields=["position"])


class StartHereInline(OurFields, admin.StackedInline):
    model = StartHere
    form = PlaceForm
    formset = PlaceFormSet
    template = "admin/articles/report/starting.html"
    extra = 1
    fields = ["article"]
    autocomplete_fields = ["article"]

    @property
    def media(self):
        # Without the scripts of Django's own inlines, which do not know our rows.
        return forms.Media(js=[Script("js/starting.js", type="module")])
