"""The form of an article: what is posted becomes one snapshot, and nothing else."""

import csv

from django import forms
from django.forms import Script
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.choose import (
    IdField,
    InOrderField,
    PictureInput,
    lookup_many,
    lookup_one,
)
from articles.admin.credits import credit_rows
from articles.admin.moments import LocalMomentField
from articles.admin.one_verb import Refusable
from articles.admin.rich import body_field, standfirst_field
from articles.admin.unsaved.restoring import Restorable, without_judgement
from articles.models import Article, Image, Region, Report, Theme
from articles.models.snapshot import FIELDS, SETS, Snapshot

LISTS = (*SETS, "credits")
TERMS = {"regions": Region, "themes": Theme, "reports": Report}
TAG_LENGTH = 100


class TagsField(forms.CharField):
    """Names between commas. Spaces separate nothing: “climate change” is one tag."""

    def to_python(self, value):
        text = super().to_python(value)
        rows = csv.reader([" ".join(text.split())], skipinitialspace=True)
        names = (name.strip() for row in rows for name in row)
        return tuple({name.casefold(): name for name in names if name}.values())

    def validate(self, value):
        super().validate(value)
        for name in value:
            if len(name) > TAG_LENGTH:
                raise forms.ValidationError(
                    f"“{name[:40]}…” is too long for a tag: "
                    f"at most {TAG_LENGTH} characters."
                )

    def run_validators(self, value):
        super().run_validators(", ".join(value))

    def prepare_value(self, value):
        if isinstance(value, str):
            return value
        return ", ".join(f'"{name}"' if "," in name else name for name in value or ())


def terms_field(name, help_text=""):
    model_field = Article._meta.get_field(name)
    return InOrderField(
        queryset=TERMS[name].objects.all(),
        required=False,
        label=model_field.verbose_name.capitalize(),
        help_text=help_text,
        widget=lookup_many(model_field),
    )


def moment_field(name):
    model_field = Article._meta.get_field(name)
    return LocalMomentField(
        required=False,
        label=model_field.verbose_name.capitalize(),
        help_text=model_field.help_text,
    )


class ArticleForm(Refusable, Restorable, forms.ModelForm):
    person = None  # who writes: what a byline asks depends on it

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    standfirst = standfirst_field(required=False)
    body = body_field(required=False, label="Text")
    regions = terms_field("regions")
    themes = terms_field("themes")
    reports = terms_field("reports")
    tags = TagsField(required=False, help_text="Separated by commas.")
    lead_image = IdField(
        queryset=Image.objects.all(),
        required=False,
        label="Lead picture",
        widget=PictureInput,
    )
    embargoed_until = moment_field("embargoed_until")
    display_at = moment_field("display_at")

    class Meta:
        model = Article
        # The article's lists come and go by its snapshot, in order.
        fields = [name for name in FIELDS if name not in LISTS]
        widgets = {
            "headline": forms.Textarea({"rows": 1, "data-one-line": "", "dir": "auto"}),
            "original_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "notes": forms.Textarea({"rows": 3}),
            "search_description": forms.Textarea({"rows": 3, "data-counts": "160"}),
            "search_title": forms.TextInput({"data-counts": "60"}),
            "source": lookup_one(Article._meta.get_field("source")),
            "translation_of": lookup_one(Article._meta.get_field("translation_of")),
        }
        field_classes = dict.fromkeys(
            ("source", "translation_of", "disclaimer"), IdField
        )
        labels = {
            "slug": "Words in the address",
            "search_title": "Title for search engines",
            "search_description": "Description for search engines",
        }
        error_messages = {"headline": {"required": "Write a headline."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        article = self.instance
        before = article.snapshot() if article.pk else Snapshot()
        self.before = before
        self.initial |= {name: getattr(before, name) for name in SETS}
        self.initial["seen"] = article.version
        self.credits = credit_rows(before, self.data if self.is_bound else None)
        written = article.display_at or article.created_at
        self.credits.written_on = timezone.localdate(written) if written else None
        self.credits.article, self.credits.person = article, self.person
        if self.is_restored:
            without_judgement(self.credits)

    @property
    def media(self):
        rows = forms.Media(js=[Script("js/credits.js", type="module")])
        return super().media + self.credits.media + rows

    def clean_seen(self):
        seen = self.cleaned_data["seen"]
        if self.instance.pk and seen is None:
            raise forms.ValidationError("The page was incomplete. Load it again.")
        return seen

    def clean_translation_of(self):
        original = self.cleaned_data["translation_of"]
        if original and original == self.instance.pk:
            raise forms.ValidationError("An article is not its own translation.")
        return original

    def _post_clean(self):
        pass  # a row and its constraints are the verb's to judge, once

    def clean(self):
        super().clean()
        if not self.credits.is_valid():
            words = 'Look at the <a href="#id_credits">byline</a>: {}'
            self.add_error(None, format_html(words, "something there needs mending."))
        return self.cleaned_data

    def as_far_as_valid(self):
        """Return what was typed, however unfinished, over what stands."""
        if not self.is_bound:
            return self.before
        self.is_valid()
        for name in self.fields:
            self.cleaned_data.setdefault(name, getattr(self.before, name, None))
        return self.snapshot()

    def snapshot(self):
        """Return what was posted. Terms keep their order; new ones follow as put."""
        values = {
            name: self.cleaned_data[name] for name in FIELDS if name in self.fields
        }
        for name in SETS:
            kept = [item for item in getattr(self.before, name) if item in values[name]]
            values[name] = tuple(dict.fromkeys([*kept, *values[name]]))
        return Snapshot(**values, credits=self.credits.lines())
