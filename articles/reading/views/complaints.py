"""“Report an error”: the one page of readers' that takes something from them."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.engaging import visitors
from articles.engaging.complaining.form import ComplaintForm
from articles.engaging.complaining.telling import (
    TooMany,
    complain,
    edition_seen,
    was_seen,
)
from articles.models import Publication
from articles.models.publication import ErrorReports
from articles.reading.frame import framed, readers_form, readers_page
from articles.reading.gone import edition_unless_gone
from articles.reading.instant import instant


@readers_form
def report_error(request, id, slug):
    edition = edition_unless_gone(id, instant(request))
    publication = Publication.objects.current()
    if publication.error_reports != ErrorReports.FORM:
        raise Http404("This publication takes no reports by a form.")
    about = {"publication": publication, "edition": edition}
    if request.method == "POST":
        return _told(request, id, slug, about)
    if edition is None:
        raise Http404("No article that readers see has this number.")
    if slug != edition.slug:
        right = [edition.article_id, edition.slug]
        return redirect("articles:report_error", *right, permanent=True)
    return _page(request, about, ComplaintForm(initial={"edition": edition.pk}))


@readers_page
def error_reported(request, id, slug):
    at = instant(request)
    edition = edition_unless_gone(id, at)
    if edition is None and not was_seen(id):
        raise Http404("No article that readers ever saw has this number.")
    context = {"edition": edition}
    return framed(request, "reading/error_reported.html", context, at=at)


def _told(request, id, slug, about):
    """Take what was sent, or show the form again with every word of it.

    An article that was taken down since the page was opened is complained about still;
    but its words are shown to nobody.
    """
    now, form = timezone.now(), ComplaintForm(request.POST)
    seen = edition_seen(id, request.POST.get("edition", ""), now) or about["edition"]
    if seen is None:
        raise Http404("No article that readers ever saw has this number.")
    if not visitors.is_from_here(request):
        words = "This did not come from our page. Look it over and send it again."
        form.add_error(None, gettext(words))
        return _page(request, about, form, status=403)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in _SAID}
        try:
            complain(seen, visitor=visitors.mark_of(request, now), now=now, **said)
        except TooMany as error:
            form.add_error(None, error)
            return _page(request, about, form, status=429)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            thanks = reverse("articles:error_reported", args=[id, slug])
            return HttpResponseRedirect(thanks, status=303)
    return _page(request, about, form, status=400)


_SAID = ("quote", "claim", "name", "email")


def _page(request, about, form, status=200):
    context, at = {**about, "form": form}, instant(request)
    return framed(request, "reading/report_error.html", context, at=at, status=status)
