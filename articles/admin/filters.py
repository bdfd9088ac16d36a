"""What narrows the list of articles. All of them together cost one query."""

from datetime import timedelta
from typing import ClassVar, NamedTuple

from django.contrib import admin
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone

from articles.editing.agenda.spans import midnight
from articles.editing.standing import IN_THE_WORKS, State, in_state
from articles.editing.stops import NOTHING_STOPS, STOPPED
from articles.models import (
    Article,
    Author,
    Credit,
    Edition,
    Kind,
    Region,
    Report,
    SavedFilter,
    Stage,
    Theme,
    languages,
)
from articles.models.saved_filter import Screen
from articles.models.terms import ancestors

LONGEST_ID = 18  # digits, as in choose

COMING = "coming"


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
        return [*State.choices, (COMING, "Something is to come")]

    def narrowed(self, articles, value):
        if value == COMING:
            return articles.filter(Exists(_coming()))
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
        "any": ~NOTHING_STOPS,
        **STOPPED,
        "free": NOTHING_STOPS,
    }

    def choices_of(self, request):
        return [
            ("any", "Stopped"),
            *((stop.value, stop.label) for stop in STOPPED),
            ("free", "Nothing stops it"),
        ]

    def narrowed(self, articles, value):
        return articles.filter(self.stops[value])


class ByTime(Narrow):
    """When it was changed last, or readers got another text of it."""

    title = "when"
    parameter_name = "since"

    def choices_of(self, request):
        return [
            ("today", "Today"),
            ("friday", "Since Friday"),
            ("month", "These 30 days"),
        ]

    def narrowed(self, articles, value):
        since = self.first_day(value, timezone.localdate())
        since = midnight(since, timezone.get_current_timezone())
        out = Edition.objects.running().filter(
            article=OuterRef("pk"), live_from__range=(since, timezone.now())
        )
        return articles.filter(Q(updated_at__gte=since) | Exists(out))

    @staticmethod
    def first_day(value, today):
        """Return the day from which on; on a Friday, that of the week before."""
        friday = (today.weekday() - 5) % 7 + 1
        days = {"today": 0, "friday": friday, "month": 30}
        return today - timedelta(days=days[value])


class ByLack(Narrow):
    """What is missing, so that readers would not find it."""

    title = "lacks"
    parameter_name = "lacks"

    def choices_of(self, request):
        return [
            ("place", "Region or theme"),
            ("region", "Region"),
            ("theme", "Theme"),
            ("byline", "Byline"),
            ("picture", "Lead picture"),
        ]

    def narrowed(self, articles, value):
        region, theme = (
            Exists(many.through.objects.filter(article=OuterRef("pk")))
            for many in (Article.regions, Article.themes)
        )
        lacking = {
            "place": ~region | ~theme,
            "region": ~region,
            "theme": ~theme,
            "byline": ~Exists(Credit.objects.filter(article=OuterRef("pk"))),
            "picture": Q(lead_image=None),
        }
        return articles.filter(lacking[value])


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
        rows = rows_to_filter_by(request)[self.model.__name__]
        self.into = {row.pk: row.into for row in rows if row.into}
        return [(row.pk, row.name) for row in rows if not row.into]

    def value(self):
        """Return what is asked for: what was merged is asked for by where it went."""
        value = super().value()
        is_id = (value or "").isdecimal() and len(value) < LONGEST_ID
        return str(self.into.get(int(value), value)) if is_id else value

    def akin(self, value):
        """Return all numbers that stand for it."""
        return [
            int(value),
            *(pk for pk, into in self.into.items() if into == int(value)),
        ]

    def narrowed(self, articles, value):
        return _filed_under(articles, self.parameter_name, self.akin(value))


class ByRegion(ByRow):
    """A region and all that lies within it."""

    title = "region"
    parameter_name = "regions"
    model = Region

    def choices_of(self, request):
        names = dict(super().choices_of(request))
        rows = rows_to_filter_by(request)["Region"]
        self.parents = {row.pk: row.into or row.parent for row in rows}
        lines = {
            pk: [step for step in ancestors(pk, self.parents)[::-1] if step in names]
            for pk in names
        }
        in_tree = sorted(names, key=lambda pk: [names[step] for step in lines[pk]])
        return [(pk, "– " * (len(lines[pk]) - 1) + names[pk]) for pk in in_tree]

    def narrowed(self, articles, value):
        within = [
            pk for pk in self.parents if int(value) in ancestors(pk, self.parents)
        ]
        return _filed_under(articles, "regions", within)


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
        credits = Credit.objects.filter(author__in=self.akin(value))
        return articles.filter(pk__in=credits.values("article_id"))


class Row(NamedTuple):
    """What is chosen from; of a saved filter `parent` is whose it is."""

    pk: int
    name: str
    parent: int | None
    into: int | None
    query: str


def rows_to_filter_by(request):
    """Return rows by the model's name: one query for each request."""
    if not hasattr(request, "rows_to_filter_by"):
        request.rows_to_filter_by = _rows(request.user)
    return request.rows_to_filter_by


def _rows(person):
    none, nothing = Cast(Value(None), IntegerField()), Value("", CharField())
    own = {
        Region: (F("parent_id"), F("merged_into_id"), nothing),
        SavedFilter: (F("person_id"), none, F("query")),
    }
    models = (Region, Theme, Report, Author, SavedFilter)
    parts = [
        _shown(model, person).values_list(
            Value(model.__name__, CharField()),
            *("pk", "name"),
            *own.get(model, (none, F("merged_into_id"), nothing)),
        )
        for model in models
    ]
    found = {model.__name__: [] for model in models}
    for kind, *row in sorted(
        parts[0].union(*parts[1:], all=True), key=lambda row: row[2].casefold()
    ):
        found[kind].append(Row(*row))
    return found


def _shown(model, person):
    rows = model.objects.order_by()
    if model is SavedFilter:
        return rows.for_person(person).of(Screen.ARTICLES)
    return rows.settled() if model is Author else rows


def _filed_under(articles, name, ids):
    through = Article._meta.get_field(name).remote_field.through.objects
    return articles.filter(pk__in=through.filter(term__in=ids).values("article_id"))


def _coming():
    """Select what readers are to see of an article that they do not see yet."""
    coming = Edition.objects.running().filter(live_from__gt=timezone.now())
    return coming.filter(article=OuterRef("pk"))


ARTICLE_FILTERS = [
    *(ByPerson, ByState, ByStage, ByStop, ByTime, ByLack, ByKind, ByLanguage),
    *(ByRegion, ByTheme, ByReport, ByAuthor),
]
