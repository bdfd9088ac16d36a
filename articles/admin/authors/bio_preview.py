"""A short bio as it stands under an article, of words that nobody has saved yet."""

from copy import copy

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from articles.admin.unsaved.restoring import take_up
from articles.editing.things.permission import refusal_of
from articles.models import Author, Publication
from articles.models.languages import NAMES, direction
from articles.models.slugs import slug_of
from articles.reading.byline import Credited


@never_cache
@xframe_options_sameorigin
@require_http_methods(["GET", "HEAD", "POST"])
def bio_preview(request, author_id=None, *, screen):
    """Show what was posted, or else what its person has typed, or what is saved.

    Nothing is written. What cannot be read of the words is shown as it is saved.
    """
    if refusal_of(request.user, "view", Author):
        raise PermissionDenied
    author = get_object_or_404(Author, pk=author_id) if author_id else Author()
    publication = request.publication = Publication.objects.current()
    with timezone.override(publication.zone):
        author = _as_typed(request, author, screen)
        language = _language(request, publication)
        context = {
            "credited": _credited(author, language, publication),
            "publication": publication,
            "language": language,
            "direction": direction(language),
        }
        return render(request, "admin/articles/author/bio_preview.html", context)


def _as_typed(request, author, screen):
    known = author if author.pk else None
    if refusal_of(request.user, "change" if known else "add", known or Author):
        return author
    typed = request.POST or take_up(request, Author, known)
    if typed:
        form = screen.get_form(request, known, change=bool(known))
        filled = form(typed, instance=author)
        filled.full_clean()
        author = filled.instance
    return author


def _credited(author, language, publication):
    """Return the author as an article of today in that language tells of them."""
    told = copy(author)
    told.slug = author.slug or slug_of(author.name or "author")
    return Credited(told, language, publication.language, timezone.localdate())


def _language(request, publication):
    chosen = request.POST.get("_in") or request.GET.get("in")
    return chosen if chosen in NAMES else publication.language
