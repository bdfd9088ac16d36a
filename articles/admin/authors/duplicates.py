"""Who may be here twice: two by two, to merge them or to tell them apart."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from articles.admin.authors import cells
from articles.admin.authors.looking import with_articles
from articles.editing.authors.apart import ask_again, tell_apart
from articles.editing.authors.duplicates import Pair, pairs
from articles.models import Author, NotTheSame, Publication, languages
from articles.models.actions import Action, may, screen_refusal

AT_ONCE = 20
MOST_TOLD = 50
_GREATEST_ID = 2**63 - 1


class PairForm(forms.Form):
    """The two that somebody looked at, by number."""

    lower = forms.IntegerField(min_value=1, max_value=_GREATEST_ID)
    higher = forms.IntegerField(min_value=1, max_value=_GREATEST_ID)
    back = forms.CharField(required=False)


@dataclass(frozen=True)
class Person:
    """One of two, as the list shows them."""

    author: Author
    may_read: bool

    @property
    def portrait(self):
        return cells.portrait(self.author)

    @property
    def articles(self):
        return cells.articles(self.author, may_read=self.may_read)

    @property
    def last_article(self):
        return cells.last_article(self.author)

    @property
    def reviewed(self):
        return cells.reviewed(self.author)


@dataclass(frozen=True)
class Two:
    """A Pair and who they are, the one with more articles first."""

    pair: Pair
    people: list[Person]

    @property
    def merging(self):
        stays, goes = (person.author.pk for person in self.people)
        return f"{reverse('admin:articles_author_merge', args=[goes])}?into={stays}"


@require_safe
def duplicates(request, *, screen):
    """Show the pairs, all or those of one author, and who was told apart."""
    _require(request)
    found = pairs()
    of = _number(request.GET.get("of", ""))
    if of:
        found = [pair for pair in found if of in pair.ids]
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("p"))
    publication = Publication.objects.current()
    with timezone.override(publication.zone):
        context = {
            **site.each_context(request),
            "title": "Perhaps here twice",
            "opts": screen.opts,
            "page": page,
            "of": of,
            "pairs": _two_by_two(request, page.object_list),
            "told": _told_apart(of),
            "direction": languages.direction(publication.language),
        }
        return render(request, "admin/articles/author/duplicates.html", context)


@require_POST
def not_the_same(request, *, screen):
    """Tell two apart, and lead back to the others."""
    _require(request)
    form = PairForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The page was incomplete. Look at it, then try again.")
        return _back("")
    data = form.cleaned_data
    try:
        told = tell_apart(data["lower"], data["higher"], by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _remembered(told))
    return _back(data["back"])


@require_POST
def again(request, told_id, *, screen):
    """Ask about two once more."""
    _require(request)
    ask_again(get_object_or_404(NotTheSame, pk=told_id), by=request.user)
    messages.success(request, "They are asked about again.")
    return _back(request.POST.get("back", ""))


PAGES = [
    ("duplicates/", duplicates, "duplicates"),
    ("duplicates/not-the-same/", not_the_same, "not_the_same"),
    ("duplicates/<int:told_id>/again/", again, "ask_again"),
]


def _two_by_two(request, some):
    ids = {pk for pair in some for pk in pair.ids}
    rows = with_articles(Author.objects.select_related("photo"), timezone.now())
    authors = rows.in_bulk(ids)
    may_read = may(request.user, Action.READ)
    return [
        Two(pair, _more_articles_first([authors[pk] for pk in pair.ids], may_read))
        for pair in some
        if all(pk in authors for pk in pair.ids)
    ]


def _more_articles_first(authors, may_read):
    authors.sort(key=lambda author: (-(author.shown_count or 0), author.pk))
    return [Person(author, may_read) for author in authors]


def _told_apart(of):
    """Return the last pairs that were told apart, each with both names."""
    rows = NotTheSame.objects.select_related("said_by").order_by("-said_at", "-pk")
    if of:
        rows = rows.filter(Q(lower=of) | Q(higher=of))
    rows = list(rows[:MOST_TOLD])
    ids = {pk for told in rows for pk in (told.lower, told.higher)}
    names = dict(Author.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        (told, names[told.lower], names[told.higher])
        for told in rows
        if told.lower in names and told.higher in names
    ]


def _remembered(told):
    words = "Remembered: they are two. Nobody is asked about them any more. "
    words += '<a href="{}?of={}#told">Ask again</a>'
    return format_html(words, reverse("admin:articles_author_duplicates"), told.lower)


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _back(of):
    page = reverse("admin:articles_author_duplicates")
    return HttpResponseRedirect(f"{page}?of={_number(of)}" if _number(of) else page)


def _require(request):
    if words := screen_refusal(request.user, "change", Author):
        raise PermissionDenied(words)
