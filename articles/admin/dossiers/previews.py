"""A report and its articles as they will stand together: for staff, for nobody else."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.dossiers.pages import preview_address
from articles.admin.dossiers.pages import released as place_of
from articles.admin.previews import HEADERS
from articles.admin.things.pages import about, address
from articles.editing.dossiers import previews
from articles.models import Release
from articles.models.actions import Action, may
from articles.reading.frame import framed

MOST_DIGITS = 18


@require_safe
@about("view")
def preview(request, report):
    whole, back = _asked(request, report)
    context = previews.report_page(whole)
    return _shown(request, "reading/report.html", whole, back, **context)


@require_safe
@about("view")
def preview_part(request, report, article_id):
    whole, back = _asked(request, report)
    shown = previews.article_in(whole, article_id)
    page = shown.page
    template = "reading/page.html" if page.is_plain else "reading/article.html"
    context = {"page": page, "publication": page.publication}
    return _shown(request, template, whole, back, preview=shown, **context)


def _asked(request, report):
    """Return what is to stand together, as the address names it, and where from."""
    if not may(request.user, Action.READ):
        raise PermissionDenied
    now, asked = timezone.now(), request.GET.get("release", "")
    if asked:
        found = Release.objects.select_related("report").filter(report=report)
        release = get_object_or_404(found, pk=_number(asked))
        at = partial(preview_address, report, release=release.pk)
        return previews.of_release(release, now, at), place_of(release)
    of = [_number(each) for each in request.GET.get("of", "").split(".") if each]
    at = partial(preview_address, report, of=of)
    whole = previews.of_articles(report, of, now, at)
    return whole, address(report, "release")


def _number(text):
    if not (text.isascii() and text.isdigit() and len(text) < MOST_DIGITS):
        raise Http404("No article has this number.")
    return int(text)


def _shown(request, template, whole, back, **context):
    context = {
        "whole": template,
        "at": whole.at,
        "is_later": whole.at > timezone.now(),
        "count": len(whole.texts),
        "report": whole.report,
        "to_report": whole.address(None),
        "back": back,
        "prompts": {},
        **context,
    }
    answer = framed(request, "reading/preview_together.html", context, at=whole.at)
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer
