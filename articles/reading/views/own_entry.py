"""“Your entry”: what an outside author sees of themselves, and what they propose."""

from functools import wraps

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.engaging import visitors
from articles.engaging.suggesting import photographs
from articles.engaging.suggesting.entry import direction_of
from articles.engaging.suggesting.form import SuggestionForm
from articles.engaging.suggesting.opening import LinkClosed, note_opening, opened
from articles.engaging.suggesting.suggesting import TooMany, suggest
from articles.models import AuthorPlacement, Publication
from articles.models.languages import NAMES, direction
from articles.reading import errors
from articles.reading.byline import Credited
from articles.reading.frame import framed, readers_form, readers_page
from articles.reading.lists import list_page
from articles.reading.teasers import placed

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
SENT = ("note", "photo", "photo_credit")


def kept_apart(view):
    """Keep a page out of caches, indexes and other sites' logs.

    Whatever is wrong with a link, the answer is that of an address that never was.
    """

    @wraps(view)
    def shown(request, token):
        now = timezone.now()
        try:
            response = view(request, *opened(token, now), now)
        except (LinkClosed, Http404) as error:
            response = errors.not_found(request, error)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return shown


@readers_form
@kept_apart
def your_entry(request, link, author, now):
    publication = Publication.objects.current()
    about = {"link": link, "author": author, "publication": publication, "now": now}
    if request.method == "POST":
        return _proposed(request, about)
    if request.method == "GET":
        note_opening(link, now)
    return _page(request, about, _form(about))


@readers_page
@kept_apart
def entry_sent(request, link, author, now):
    context = {"author": author, "link": link}
    return framed(request, "reading/own_entry_sent.html", context, at=now)


def _proposed(request, about):
    """Take what was sent, or show the form again with every word of it."""
    link, author, now = about["link"], about["author"], about["now"]
    bounds = photographs.bounded(request)
    form = _form(about, request.POST, files=request.FILES)
    if bounds.is_too_large:
        form.add_error("photo", photographs.too_large())
    if not _is_from_here(request):
        words = "This did not come from our page. Look it over and send it again."
        form.add_error(None, gettext(words))
        return _page(request, about, form, status=403)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in SENT}
        said |= {"proposed": form.proposed, "was": form.was}
        said |= {"seen": form.base_version, "photo_format": form.photo_format}
        visitor = visitors.mark_of(request, now)
        try:
            suggest(link, author, visitor=visitor, **said)
        except TooMany as error:
            form.add_error(None, error)
            return _page(request, about, form, status=429)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            thanks = reverse("articles:entry_sent", args=[link.token])
            return HttpResponseRedirect(thanks, status=303)
    return _page(request, about, form, status=400)


def _is_from_here(request):
    """Say so of our own page, which tells nobody where one comes from: over plain HTTP,
    where browsers send nothing else, its Origin is “null”. The address is the secret.
    """
    is_silent = "Sec-Fetch-Site" not in request.headers
    says_nothing = is_silent and request.headers.get("Origin") == "null"
    return says_nothing or visitors.is_from_here(request)


def _form(about, *args, **kwargs):
    ours = about["publication"].language
    return SuggestionForm(*args, author=about["author"], ours=ours, **kwargs)


def _page(request, about, form, status=200):
    author, now = about["author"], about["now"]
    articles = list_page(placed(AuthorPlacement, author, now), request.GET)
    ours, today = about["publication"].language, timezone.localdate(now)
    context = {
        **about,
        "form": form,
        "list": articles,
        "credited": Credited(author, ours, ours, today),
        "said_in": _said_in(author, ours),
        "writes": direction_of(author),
        "waiting": _waiting(about["link"], author),
    }
    return framed(request, "reading/own_entry.html", context, at=now, status=status)


def _waiting(link, author):
    """Return the last of what this link brought that nobody has decided yet."""
    return link.suggestions.open().filter(author=author).order_by("-made_at").first()


def _said_in(author, ours):
    """Return what readers of other languages are told: (language, name, direction,
    the author's name, short bio, long bio) of each, fallbacks marked by their own.
    """
    codes = dict.fromkeys(key.partition(".")[0] for key in author.in_languages)
    return [
        {
            "language": code,
            "called": NAMES[code],
            "direction": direction(code),
            "name": author.said("name", code),
            "short_bio": author.said("short_bio", code),
            "long_bio": author.said("long_bio", code),
        }
        for code in codes
        if code != ours and code in NAMES
    ]
