"""Where a report asks its reader to start: articles, in an order."""

from django import forms

from articles.admin.choose import Typed, lookup_one, named
from articles.models import Article, StartHere

LAST = 10_000


class ArticleField(forms.IntegerField):
    """Gives an article's id, chosen or typed by the whole headline."""

    def clean(self, value):
        if not isinstance(value, Typed):
            return super().clean(value)
        article = named(Article.objects.only("headline"), value)
        self.widget.known[article.pk] = article.headline
        return article.pk


class PlaceForm(forms.Form):
    article = ArticleField(required=False)
    position = forms.IntegerField(min_value=1, max_value=999, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["article"]
        field.widget = lookup_one(StartHere._meta.get_field("article"))
        field.widget.known = {}
        field.widget.is_required = False


class BasePlaceFormSet(forms.BaseFormSet):
    """All rows are new ones: a colleague's save in between makes none invalid."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        articles = Article.objects.filter(pk__in=self._ids())
        self.names = dict(articles.values_list("pk", "headline"))
        for form in self.forms:
            form.fields["article"].widget.known = self.names

    def get_form_kwargs(self, index):
        # An unchanged row must be read as well: there is no database row behind it.
        return {**super().get_form_kwargs(index), "empty_permitted": False}

    def clean(self):
        seen = set()
        for form in self._kept():
            article = form.cleaned_data["article"]
            if article not in self.names:
                form.add_error("article", "This article is not there any more.")
            if article in seen:
                form.add_error("article", "This article is here twice.")
            seen.add(article)

    def in_order(self):
        """Return the ids of the articles as they were placed."""
        rows = [form.cleaned_data for form in self._kept()]
        rows.sort(key=lambda row: row.get("position") or LAST)
        return [row["article"] for row in rows]

    def _kept(self):
        gone = self.deleted_forms if self.is_bound else ()
        filled = (form for form in self.forms if hasattr(form, "cleaned_data"))
        return [
            form
            for form in filled
            if form not in gone and form.cleaned_data.get("article")
        ]

    def _ids(self):
        if not self.is_bound:
            return [row["article"] for row in self.initial or ()]
        names = (form.add_prefix("article") for form in self.forms)
        given = (self.data.get(name, "") for name in names)
        return [pk for pk in given if pk.isascii() and pk.isdigit() and len(pk) < 18]


PlaceFormSet = forms.formset_factory(
    PlaceForm, formset=BasePlaceFormSet, extra=1, can_delete=True
)


def places(ids, data=None):
    """Return the rows of where a report starts, and an empty one."""
    initial = [
        {"article": article, "position": place} for place, article in enumerate(ids, 1)
    ]
    return PlaceFormSet(data, initial=initial, prefix="start_here")
