"""What one author proposes: compared, decided, taken back."""

from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe
from js_asset import Media

from articles.admin.authors.deciding import DecisionForm, EntryWords
from articles.admin.authors.writing import mailto
from articles.admin.combine import REFUSED, STANDING
from articles.admin.things.answers import one_click
from articles.admin.things.pages import about, address, page
from articles.editing.authors import letters
from articles.editing.authors.names import theirs
from articles.editing.authors.suggestions import (
    PHOTO,
    about_whom,
    asked_in,
    decide,
    take_back,
    take_in,
)
from articles.editing.images.looking import small_copy
from articles.models import Publication, Suggestion
from articles.models.versioned import Content

FOLDER = "admin/articles/author"
BUTTONS = {"_all": REFUSED, "_none": STANDING}


@about("change")
def suggestion(request, author, suggestion_id):
    """Compare what an author proposes with what stands, and decide."""
    found = _of(author, suggestion_id)
    if request.method == "POST":
        return _decided(request, author, found)
    if found.is_open:
        return _compared(request, author, found, _form(request, found))
    return _done(request, author, found)


@require_POST
@about("change")
def take_back_decision(request, author, suggestion_id):
    found = _of(author, suggestion_id)
    try:
        take_back(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Taken back: it is to be decided again.")
    return _to(found)


@require_safe
@about("change")
def suggested_photo(request, author, suggestion_id):
    """Show what was sent as the darkroom makes it: never the file itself."""
    found = _of(author, suggestion_id)
    if not found.photo:
        raise Http404("No picture was sent, or it is gone.")
    try:
        with found.photo.open() as file, TemporaryDirectory() as folder:
            copy = small_copy(file, folder)
    except (ValidationError, OSError) as error:
        raise Http404("This picture cannot be shown.") from error
    return HttpResponse(copy, content_type="image/webp")


def _of(author, suggestion_id):
    known = theirs(Suggestion.objects, author).select_related(
        "author__photo", "author__merged_into__photo", "decided_by", "link__made_by"
    )
    return get_object_or_404(known, pk=suggestion_id)


def _to(found):
    place = address(about_whom(found), "suggestion", found.pk)
    return HttpResponseRedirect(place)


def _form(request, found, data=None):
    whom = about_whom(found)
    return DecisionForm(data, request=request, suggestion=found, author=whom)


def _decided(request, author, found):
    """Call the verb with what was chosen; else show all of it, with the reason."""
    form = _form(request, found, request.POST)
    for button, answer in BUTTONS.items():
        if button in request.POST:
            form.answered(answer)
    if form.is_valid():
        try:
            done, _ = _decide(found, form, by=request.user)
        except ValidationError as error:
            form.refuse(error)
            form.seen_anew()
        else:
            back = address(author, "take_back_decision", found.pk)
            button = one_click(request, back, "Undo")
            said = format_html("{}. {}", done.get_state_display(), button)
            messages.success(request, said)
            return _to(found)
    return _compared(request, author, found, form)


def _decide(found, form, *, by):
    said = {"seen": form.cleaned_data["seen"], "why": form.cleaned_data["why"]}
    photo = None
    if form.takes_photograph and found.is_open:
        words = {name: form.cleaned_data[f"photo_{name}"] for name in ("alt", "credit")}
        try:
            photo = take_in(found, by=by, **words)
        except ValidationError as error:
            raise ValidationError({PHOTO: error.messages}) from None
    return decide(found, by=by, taken=form.chosen(), photo=photo, **said)


def _compared(request, author, found, form):
    return page(
        request,
        "suggestion",
        author,
        folder=FOLDER,
        suggestion=found,
        whom=about_whom(found),
        form=form,
        choices=form.choices(),
        changed_here=[form.name_of(key) for key in sorted(form.changed_here)],
        already=[form.name_of(key) for key in form.already],
        media=Media.from_media(form.media, nonce=request.csp_nonce),
        title=f"What “{author}” proposes",
    )


def _done(request, author, found):
    words = EntryWords(found.proposed)
    keys = asked_in(found)
    whom, publication = about_whom(found), Publication.objects.current()
    subject, text = letters.answer(found, whom, publication, words.name)
    sides = [Content(**side) for side in (found.was, found.proposed)]
    return page(
        request,
        "suggestion_decided",
        author,
        folder=FOLDER,
        suggestion=found,
        whom=whom,
        taken=[words.name(key) for key in keys if key in found.taken],
        left=[words.name(key) for key in keys if key not in found.taken],
        fields=words.differing(*sides, list(found.proposed)),
        steps=found.steps.order_by("-pk"),
        letter=text,
        mailto=mailto(subject, text),
        title=f"What “{author}” proposed",
    )
