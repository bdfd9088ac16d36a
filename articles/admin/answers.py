"""What is said after a save; and publishing, where that was asked for with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.versions import who_changed
from articles.admin.words import field_name, joined
from articles.editing import publication
from articles.editing.outcomes import Conflict, Merged, Saved


def say(request, outcome):
    """Tell what came of a save. Only what is saved as it was seen is published."""
    match outcome:
        case Conflict():
            _say_conflict(request, outcome)
        case Merged():
            _say_merged(request, outcome)
        case Saved() if "_publish" in request.POST:
            _publish(request, outcome.article)
        case Saved():
            messages.success(request, "Saved.")


def _publish(request, article):
    try:
        publication.publish(article, by=request.user, seen=article.version)
    except PermissionDenied as error:
        messages.warning(request, f"Saved, but not published. {error}")
    except ValidationError as error:
        reasons = " ".join(error.messages)
        messages.error(request, f"Saved, but not published. {reasons}")
    else:
        address = reverse("articles:article", args=[article.pk, "-"])
        words = "Published: readers see this text now. <a href='{}'>See the page</a>"
        messages.success(request, format_html(words, address))


def _say_merged(request, outcome):
    taken = joined(field_name(name) for name in outcome.taken)
    who = who_changed(outcome.article, outcome.revision)
    ending = ", then publish." if "_publish" in request.POST else "."
    messages.warning(
        request,
        f"Saved together with what {who} had changed meanwhile: {taken}. "
        f"Read it through{ending}",
    )


def _say_conflict(request, outcome):
    article, refused = outcome.article, outcome.revision
    clashing = joined(field_name(name) for name in outcome.clashing)
    words = (
        "Not saved: {} changed the same meanwhile ({}). Your text is kept whole as "
        "version {}, and below is theirs. <a href='{}'>Compare the two</a>"
    )
    place = reverse("admin:compare", args=[article.pk, refused.number])
    who = who_changed(article, refused)
    messages.error(request, format_html(words, who, clashing, refused.number, place))
