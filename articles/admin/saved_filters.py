"""Above the list of articles: what one narrows it by often, under a name."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.article_pages import LookedAtForm
from articles.admin.filters import ARTICLE_FILTERS, rows_to_filter_by
from articles.admin.posted.pages import showing
from articles.editing.saved_filters import (
    delete_filter,
    may_change,
    rename_filter,
    save_filter,
    save_filter_for_everybody,
)
from articles.models import Article, SavedFilter
from articles.models.actions import Action, may, refusal
from articles.models.saved_filter import NAME_LENGTH

BUILT_IN = [
    ("My drafts", "whose=filed&readers=never&stage=draft"),
    ("With me", "whose=mine"),
    ("To be decided", "stage=review"),
    ("Scheduled", "readers=coming"),
    ("Live with unpublished changes", "readers=changed"),
    ("Since Friday", "since=friday"),
    ("Stopped", "stopped=any"),
    ("Without region or theme", "lacks=place"),
]
# What an address may say of the list besides: words to look for, and the order.
_NARROWS = ["q", *(each.parameter_name for each in ARTICLE_FILTERS)]
_KEPT = [*_NARROWS, "o"]


@dataclass(frozen=True)
class Way:
    """A filter that one tap uses; `is_on` where the list is narrowed by just that."""

    name: str
    query: str
    is_on: bool


@dataclass(frozen=True)
class Ways:
    """The filters above the list, and whether what narrows it now could be saved."""

    built_in: list[Way]
    everybodys: list[Way]
    own: list[Way]
    now: str
    may_share: bool

    @property
    def can_be_saved(self):
        known = [*self.built_in, *self.everybodys, *self.own]
        return bool(self.now) and not any(way.is_on for way in known)


def ways(request):
    """Return them: no query beside the one for all that the list is narrowed by."""
    now = narrowing_query(request.GET)
    saved = rows_to_filter_by(request)["SavedFilter"]

    def way(name, query):
        return Way(name, query, narrowing_query(QueryDict(query)) == now)

    return Ways(
        [way(*each) for each in BUILT_IN],
        [way(row.name, row.query) for row in saved if row.parent is None],
        [way(row.name, row.query) for row in saved if row.parent is not None],
        now,
        may(request.user, Action.SHARE_FILTER),
    )


def narrowing_query(asked):
    """Return what of an address narrows the list, in one order; "" if nothing does."""
    if not any(asked.get(name, "").strip() for name in _NARROWS):
        return ""
    query = QueryDict(mutable=True)
    for name in _KEPT:
        if value := asked.get(name, "").replace("\0", "").strip():
            query[name] = value
    return query.urlencode()


class QueryField(forms.CharField):
    """Reads the address of a narrowed list; gives what narrows it."""

    def clean(self, value):
        return narrowing_query(QueryDict(value or ""))


class NameForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=NAME_LENGTH,
        error_messages={"required": "Give it a name."},
    )


class SaveForm(NameForm):
    query = QueryField(widget=forms.HiddenInput, required=False)
    for_everybody = forms.BooleanField(required=False)


class RenameForm(NameForm, LookedAtForm):
    seen = forms.CharField(widget=forms.HiddenInput)


class DeleteForm(LookedAtForm):
    seen = forms.CharField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_filters(request):
    """Save what narrows the list; or show one's filters, to rename and delete them."""
    _require_reader(request)
    if request.method != "POST":
        return _page(request)
    form = SaveForm(request.POST, label_suffix="")
    if form.is_valid():
        data = form.cleaned_data
        verb = save_filter_for_everybody if data["for_everybody"] else save_filter
        saved = _done(form, lambda: verb(data["name"], data["query"], by=request.user))
        if saved:
            messages.success(request, f"Saved: “{saved.name}” stands above the list.")
            return HttpResponseRedirect(f"{_list()}?{saved.query}")
    return _page(request, saving=form, status=400)


@require_POST
def rename(request, filter_id):
    _require_reader(request)
    saved = _saved(filter_id)
    form = RenameForm(request.POST, label_suffix="")
    if form.is_valid() and _done(
        form, lambda: rename_filter(saved, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Renamed.")
        return HttpResponseRedirect(reverse("admin:saved_filters"))
    return _page(request, renaming=(saved.pk, form), status=400)


@require_POST
def delete(request, filter_id):
    _require_reader(request)
    saved = _saved(filter_id)
    form = DeleteForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(form.non_field_errors())
        delete_filter(saved, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Deleted: “{saved.name}”. No article has changed.")
    return HttpResponseRedirect(reverse("admin:saved_filters"))


def _page(request, *, saving=None, renaming=(None, None), status=200):
    changed, refused = renaming
    rows = [
        (
            saved,
            refused if saved.pk == changed else _renaming(saved),
            may_change(saved, request.user),
        )
        for saved in SavedFilter.objects.for_person(request.user).order_by("name", "pk")
    ]
    context = {
        **site.each_context(request),
        "title": "Saved filters",
        "opts": Article._meta,
        "rows": rows,
        "saving": saving,
        "may_share": may(request.user, Action.SHARE_FILTER),
    }
    template = "admin/articles/article/saved_filters.html"
    return showing(render(request, template, context, status=status))


def _renaming(saved):
    initial = {"name": saved.name, "seen": saved.name}
    return RenameForm(initial=initial, label_suffix="", auto_id=f"id_{saved.pk}_%s")


def _done(form, act):
    """Return what came of a verb; None where the form says why not."""
    try:
        return act()
    except ValidationError as error:
        by_field = getattr(error, "error_dict", {None: error})
        for name, words in by_field.items():
            form.add_error(name if name in form.fields else None, words)
    return None


def _saved(filter_id):
    return get_object_or_404(SavedFilter, pk=filter_id)


def _list():
    return reverse("admin:articles_article_changelist")


def _require_reader(request):
    if words := refusal(request.user, Action.READ):
        raise PermissionDenied(words)
