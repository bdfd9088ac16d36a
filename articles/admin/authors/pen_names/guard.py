"""Who gets to a screen about a pen name; and that no fault tells what was posted."""

from functools import wraps

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.debug import SafeExceptionReporterFilter
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from articles.admin.posted.pages import refused
from articles.editing.authors.pen_names import access
from articles.models import Author, Publication
from articles.models.actions import screen_refusal


class HideAlways(SafeExceptionReporterFilter):
    """Hides what is marked as sensitive on the pages of developers, too."""

    def is_active(self, request):
        return True


def private(view):
    """Let nothing of a request be told by a page or a mail about a fault of ours."""
    sensitive = sensitive_post_parameters()(sensitive_variables()(view))

    @wraps(view)
    def hidden(request, **kwargs):
        request.exception_reporter_filter = HideAlways()
        with timezone.override(Publication.objects.current().zone):
            return sensitive(request, **kwargs)

    return hidden


def for_authors_desk(view):
    """Turn away whoever may not change authors at all."""

    @wraps(view)
    def guarded(request, **kwargs):
        if words := screen_refusal(request.user, "change", Author):
            raise PermissionDenied(words)
        return view(request, **kwargs)

    return private(guarded)


def for_keepers(view):
    """Give a view the record, closed, if its person is a keeper; else say why not."""

    @wraps(view)
    def guarded(request, author_id, **kwargs):
        author = get_object_or_404(Author, pk=author_id)
        record = access.closed().filter(author=author).first()
        if record is None:
            raise Http404
        if words := access.refusal(request.user, record):
            return refused(request, author, words)
        return view(request, record, **kwargs)

    return for_authors_desk(guarded)


def page(request, name, *, status=200, **context):
    context = {**site.each_context(request), "opts": Author._meta, **context}
    template = f"admin/articles/author/pen_names/{name}.html"
    return render(request, template, context, status=status)
