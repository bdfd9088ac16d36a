"""What narrows the list of authors, and what one narrows it by often."""

from functools import wraps

from django.db.models import Exists, OuterRef

from articles.admin import saved_filters
from articles.admin.authors.looking import looking
from articles.admin.filters import Narrow
from articles.admin.saved_filters import FilteredList
from articles.editing.authors.attention import OF_BIOS, Want, any_of, shown
from articles.models import Author, SavedFilter, languages
from articles.models.saved_filter import Screen

BUILT_IN = [
    ("To look after", "attention=any"),
    (Want.BIO.label, "attention=bio"),
    (Want.PHOTO.label, "attention=photo"),
    (Want.STALE.label, "attention=stale"),
    (Want.SAME.label, "attention=same"),
    ("Pen names", "kind=pen+name"),
    ("No longer with us", "with_us=no"),
]


class ByAttention(Narrow):
    """What somebody should see to; “bios” is what lies on My desk."""

    title = "attention"
    parameter_name = "attention"

    def choices_of(self, request):
        self.wants = looking(request).wants
        return [
            ("any", "Whatever wants it"),
            ("bios", "Bio or photo"),
            *((want.value, want.label) for want in Want),
        ]

    def narrowed(self, authors, value):
        among = {"any": tuple(Want), "bios": OF_BIOS}.get(value, (value,))
        return authors.filter(any_of({want: self.wants[want] for want in among}))


class ByKind(Narrow):
    title = "kind"
    parameter_name = "kind"

    def choices_of(self, request):
        return Author.Kind.choices


class ByStaying(Narrow):
    title = "with us"
    parameter_name = "with_us"

    def choices_of(self, request):
        return [("yes", "Writes for us"), ("no", "No longer")]

    def narrowed(self, authors, value):
        return authors.filter(is_active=value == "yes")


class ByLanguage(Narrow):
    """The languages in which readers have something of them."""

    title = "writes in"
    parameter_name = "language"

    def choices_of(self, request):
        self.now = looking(request).now
        return languages.NAMES.items()

    def narrowed(self, authors, value):
        articles = shown(self.now).filter(edition__language=value)
        return authors.filter(Exists(articles.filter(term=OuterRef("pk"))))


class ByAccount(Narrow):
    title = "account"
    parameter_name = "account"

    def choices_of(self, request):
        return [("yes", "Signs in here"), ("no", "Does not")]

    def narrowed(self, authors, value):
        return authors.filter(account__isnull=value == "no")


AUTHOR_FILTERS = [ByAttention, ByKind, ByStaying, ByLanguage, ByAccount]


def _saved(request):
    saved = SavedFilter.objects.for_person(request.user).of(Screen.AUTHORS)
    return saved.order_by("name", "pk").values_list("name", "query", "person_id")


AUTHORS = FilteredList(
    *(Screen.AUTHORS, Author, AUTHOR_FILTERS, BUILT_IN, _saved),
    prefix="articles_author_",
)


def _of_authors(view):
    @wraps(view)
    def on_their_screen(request, *, screen, **kwargs):
        return view(request, listed=AUTHORS, **kwargs)

    return on_their_screen


PAGES = [
    ("filters/", _of_authors(saved_filters.saved_filters), "saved_filters"),
    (
        "filters/<int:filter_id>/rename/",
        _of_authors(saved_filters.rename),
        "rename_filter",
    ),
    (
        "filters/<int:filter_id>/delete/",
        _of_authors(saved_filters.delete),
        "delete_filter",
    ),
]
