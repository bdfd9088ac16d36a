"""What narrows the list of articles. All of them together cost one query."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import CharField, F, IntegerField, Q, Value
from django.db.models.functions import Cast

from articles.editing.standing import IN_THE_WORKS, State, in_state
from articles.models import (
    Article,
    Author,
    Kind,
    Region,
    Report,
    Stage,
    Theme,
    languages,
)
from articles.models.terms import ancestors


class Narrow(admin.SimpleListFilter):
    """A choice of values; `choices_of` says which."""

    template = "admin/narrow.html"

    def has_output(self):
        return True

    def lookups(self, request, model_admin):
        return list(self.choices_of(request))

    def queryset(self, request, queryset):
        if self.value() not in {str(value) for value, _ in self.lookup_choices}:
            return queryset
        return self.narrowed(queryset, self.value())

    def narrowed(self, articles, value):
        return articles.filter(**{self.parameter_name: value})


class ByPerson(Narrow):
    """What is with whoever looks, or was filed by them."""

    title = "whose"
    parameter_name = "whose"

    def choices_of(self, request):
        self.person = request.user
        return [("mine", "With me"), ("filed", "Filed by me")]

    def narrowed(self, articles, value):
        field = "assignee" if value == "mine" else "created_by"
        return articles.filter(**{field: self.person})


class ByState(Narrow):
    title = "readers see"
    parameter_name = "readers"

    def choices_of(self, request):
        return State.choices

    def narrowed(self, articles, value):
        return in_state(articles, value)


class ByStage(Narrow):
    title = "stage"
    parameter_name = "stage"

    def choices_of(self, request):
        in_the_works = f"{Stage.DRAFT.label}, or {IN_THE_WORKS.lower()}"
        return [(Stage.DRAFT, in_the_works), *Stage.choices[1:]]


class ByStop(Narrow):
    """What stops an article from going out, whatever its stage."""

    title = "stopped"
    parameter_name = "stopped"
    stops: ClassVar = {
        "any": Q(held_at__isnull=False) | Q(has_open_legal_flag=True),
        "held": Q(held_at__isnull=False),
        "flagged": Q(has_open_legal_flag=True),
        "free": Q(held_at=None, has_open_legal_flag=False),
    }

    def choices_of(self, request):
        return [
            ("any", "Stopped"),
            ("held", "On hold"),
            ("flagged", "Legal flag"),
            ("free", "Nothing stops it"),
        ]

    def narrowed(self, articles, value):
        return articles.filter(self.stops[value])


class ByKind(Narrow):
    title = "kind"
    parameter_name = "kind"

    def choices_of(self, request):
        return Kind.choices


class ByLanguage(Narrow):
    title = "language"
    parameter_name = "language"

    def choices_of(self, request):
        return languages.NAMES.items()


class ByRow(Narrow):
    """A term or an author, of whom there may be many: loaded together, once."""

    model = None

    def choices_of(self, request):
        if not hasattr(request, "rows_to_filter_by"):
            request.rows_to_filter_by = rows_to_filter_by()
        return [
            (pk, name) for pk, name, _ in request.rows_to_filter_by[self.model.__name__]
        ]


class ByRegion(ByRow):
    """A region and all that lies within it."""

    title = "region"
    parameter_name = "regions"
    model = Region

    def choices_of(self, request):
        super().choices_of(request)
        rows = request.rows_to_filter_by["Region"]
        self.parents = {pk: parent for pk, _, parent in rows}
        names = {pk: name for pk, name, _ in rows}
        lines = {pk: ancestors(pk, self.parents)[::-1] for pk in names}
        in_tree = sorted(names, key=lambda pk: [names[step] for step in lines[pk]])
        return [(pk, "– " * (len(lines[pk]) - 1) + names[pk]) for pk in in_tree]

    def narrowed(self, articles, value):
        within = [
            pk for pk in self.parents if int(value) in ancestors(pk, self.parents)
        ]
        through = Article.regions.through.objects.filter(term__in=within)
        return articles.filter(pk__in=through.values("article_id"))


class ByTheme(ByRow):
    title = "theme"
    parameter_name = "themes"
    model = Theme


class ByReport(ByRow):
    title = "report"
    parameter_name = "reports"
    model = Report


class ByAuthor(ByRow):
    title = "author"
    parameter_name = "author"
    model = Author

    def narrowed(self, articles, value):
        return articles.filter(credits__author=value).distinct()


def rows_to_filter_by():
    """Return (id, name, parent) by the model's name: one query."""
    parents = {Region: F("parent_id")}
    none = Cast(Value(None), IntegerField())
    parts = [
        model.objects.order_by().values_list(
            Value(model.__name__, CharField()), "pk", "name", parents.get(model, none)
        )
        for model in (Region, Theme, Report, Author)
    ]
    found = {model.__name__: [] for model in (Region, Theme, Report, Author)}
    for kind, pk, name, parent in sorted(
        parts[0].union(*parts[1:], all=True), key=lambda row: row[2].casefold()
    ):
        found[kind].append((pk, name, parent))
    return found


ARTICLE_FILTERS = [
    *(ByPerson, ByState, ByStage, ByStop, ByKind, ByLanguage),
    *(ByRegion, ByTheme, ByReport, ByAuthor),
]
