"""Above a list: what one narrows it by often, under a name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.article_pages import LookedAtForm
from articles.admin.filters import ARTICLE_FILTERS, Narrow, rows_to_filter_by
from articles.admin.posted.pages import showing
from articles.editing.saved_filters import (
    delete_filter,
    may_change,
    refusal_to_keep,
    refusal_to_share,
    rename_filter,
    save_filter,
    save_filter_for_everybody,
)
from articles.models import Article, SavedFilter
from articles.models.saved_filter import NAME_LENGTH, Screen
from articles.templatetags.desk import singular

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


@dataclass(frozen=True)
class FilteredList:
    """A list that somebody narrows: by which filters, and which are there already.

    `saved(request)` gives (name, query, whose it is, if it is not for everybody);
    `prefix` stands before the names of its pages.
    """

    screen: Screen
    model: type[Model]
    filters: Sequence[type[Narrow]]
    built_in: Sequence[tuple[str, str]]
    saved: Callable[[HttpRequest], Iterable[tuple[str, str, int | None]]]
    prefix: str = ""

    @property
    def opts(self):
        return self.model._meta

    @property
    def address(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return reverse(f"admin:{name}_changelist")

    @property
    def page(self):
        return self.page_of("saved_filters")

    def page_of(self, name, *about):
        return reverse(f"admin:{self.prefix}{name}", args=about)

    @property
    def narrows(self):
        """What an address may say of the list, but for the order."""
        return ["q", *(each.parameter_name for each in self.filters)]

    def narrowing_query(self, asked):
        """Return what of an address narrows the list, in one order; "" if nothing."""
        if not any(asked.get(name, "").strip() for name in self.narrows):
            return ""
        query = QueryDict(mutable=True)
        for name in [*self.narrows, "o"]:
            if value := asked.get(name, "").replace("\0", "").strip():
                query[name] = value
        return query.urlencode()


def _saved_of_articles(request):
    rows = rows_to_filter_by(request)["SavedFilter"]
    return [(row.name, row.query, row.parent) for row in rows]


ARTICLES = FilteredList(
    Screen.ARTICLES, Article, ARTICLE_FILTERS, BUILT_IN, _saved_of_articles
)


@dataclass(frozen=True)
class Way:
    """A filter that one tap uses; `is_on` where the list is narrowed by just that."""

    name: str
    query: str
    is_on: bool


@dataclass(frozen=True)
class Ways:
    """The filters above the list, and whether what narrows it now could be saved."""

    page: str
    built_in: list[Way]
    everybodys: list[Way]
    own: list[Way]
    now: str
    may_share: bool

    @property
    def can_be_saved(self):
        known = [*self.built_in, *self.everybodys, *self.own]
        return bool(self.now) and not any(way.is_on for way in known)


def ways(request, listed=ARTICLES):
    """Return them; what is saved costs a query, or none where the list has it."""
    now = listed.narrowing_query(request.GET)
    saved = [*listed.saved(request)]

    def way(name, query):
        return Way(name, query, listed.narrowing_query(QueryDict(query)) == now)

    return Ways(
        listed.page,
        [way(*each) for each in listed.built_in],
        [way(name, query) for name, query, whose in saved if whose is None],
        [way(name, query) for name, query, whose in saved if whose is not None],
        now,
        not refusal_to_share(request.user, listed.screen),
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=NAME_LENGTH,
        error_messages={"required": "Give it a name."},
    )


class SaveForm(NameForm):
    """Reads the address of a narrowed list; gives what narrows it."""

    query = forms.CharField(widget=forms.HiddenInput, required=False)
    for_everybody = forms.BooleanField(required=False)

    def __init__(self, *args, listed, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.listed = listed

    def clean_query(self):
        return self.listed.narrowing_query(QueryDict(self.cleaned_data["query"]))


class RenameForm(NameForm, LookedAtForm):
    seen = forms.CharField(widget=forms.HiddenInput)


class DeleteForm(LookedAtForm):
    seen = forms.CharField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_filters(request, listed=ARTICLES):
    """Save what narrows the list; or show one's filters, to rename and delete them."""
    _require_reader(request, listed)
    if request.method != "POST":
        return _page(request, listed)
    form = SaveForm(request.POST, listed=listed)
    if form.is_valid():
        data = form.cleaned_data
        verb = save_filter_for_everybody if data["for_everybody"] else save_filter
        said = {"by": request.user, "screen": listed.screen}
        if saved := _done(form, lambda: verb(data["name"], data["query"], **said)):
            messages.success(request, f"Saved: “{saved.name}” stands above the list.")
            return HttpResponseRedirect(f"{listed.address}?{saved.query}")
    return _page(request, listed, saving=form, status=400)


@require_POST
def rename(request, filter_id, listed=ARTICLES):
    _require_reader(request, listed)
    saved = _saved(filter_id, listed)
    form = RenameForm(request.POST, label_suffix="")
    if form.is_valid() and _done(
        form, lambda: rename_filter(saved, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Renamed.")
        return HttpResponseRedirect(listed.page)
    return _page(request, listed, renaming=(saved.pk, form), status=400)


@require_POST
def delete(request, filter_id, listed=ARTICLES):
    _require_reader(request, listed)
    saved = _saved(filter_id, listed)
    form = DeleteForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(form.non_field_errors())
        delete_filter(saved, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        kept = f"No {singular(listed.opts)} has changed."
        messages.success(request, f"Deleted: “{saved.name}”. {kept}")
    return HttpResponseRedirect(listed.page)


@dataclass(frozen=True)
class Line:
    """A saved filter, the form that renames it, and where that and deleting is sent."""

    saved: SavedFilter
    form: RenameForm
    may_change: bool
    rename: str
    delete: str


def _page(request, listed, *, saving=None, renaming=(None, None), status=200):
    changed, refused = renaming
    kept = SavedFilter.objects.for_person(request.user).of(listed.screen)
    context = {
        **site.each_context(request),
        "title": "Saved filters",
        "opts": listed.opts,
        "listed": listed,
        "lines": [
            Line(
                saved,
                refused if saved.pk == changed else _renaming(saved),
                may_change(saved, request.user),
                listed.page_of("rename_filter", saved.pk),
                listed.page_of("delete_filter", saved.pk),
            )
            for saved in kept.order_by("name", "pk")
        ],
        "saving": saving,
        "may_share": not refusal_to_share(request.user, listed.screen),
    }
    return showing(render(request, "admin/saved_filters.html", context, status=status))


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


def _saved(filter_id, listed):
    return get_object_or_404(SavedFilter, pk=filter_id, screen=listed.screen)


def _require_reader(request, listed):
    if words := refusal_to_keep(request.user, listed.screen):
        raise PermissionDenied(words)
