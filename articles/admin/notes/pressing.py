"""What is posted about notes: one call of a verb, and an answer for page or script."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

from articles.admin.notes.beside import notes_beside
from articles.admin.notes.forms import complain
from articles.admin.notes.pages import notes_page
from articles.admin.posted.pages import refused
from articles.admin.words import joined
from articles.templatetags.desk import person

BESIDE = "X-Beside"  # the script beside the text asks; it shows no page


def pressed(form, verb):
    """Call the verb with what the form holds; say what came of it, or None."""
    if not form.is_valid():
        return None
    try:
        return verb(form.cleaned_data)
    except PermissionDenied as error:
        form.is_refused = True
        form.add_error(None, str(error))
    except ValidationError as error:
        complain(form, error)
    return None


def done(request, article, words, place=""):
    """Answer what was done: lead back to its place, or show the panel anew."""
    if BESIDE in request.headers:
        return JsonResponse({**panel(request, article), "said": words})
    messages.success(request, words)
    address = reverse("admin:notes", args=[article.pk])
    return HttpResponseRedirect(f"{address}{place and '#'}{place}")


def not_done(request, article, name, form):
    """Answer what was refused: the same form again, with all that was typed."""
    is_refused = getattr(form, "is_refused", False)
    words = " ".join(word for some in form.errors.values() for word in some)
    if BESIDE in request.headers:
        anew = panel(request, article) if form.non_field_errors() else {}
        status = 403 if is_refused else 400
        return JsonResponse({**anew, "words": words}, status=status)
    if is_refused:  # the page may draw no such form for this person
        return refused(request, article, words)
    return notes_page(request, article, {name: form})


def panel(request, article):
    """Return the panel as it is now, and what its next request must carry."""
    context = {"notes": notes_beside(request.user, article)}
    return {
        "panel": render_to_string("admin/articles/article/notes_panel.html", context),
        "token": get_token(request),
    }


def told_of(told):
    """Say in words whom a note reaches, and which names in it are nobody's."""
    words = []
    if told.people:
        words.append(f"Told: {joined(person(each) for each in told.people)}.")
    if told.unknown:
        names = joined(f"“@{name}”" for name in told.unknown)
        words.append(f"Nobody here is called {names}.")
    return "".join(f" {word}" for word in words)
