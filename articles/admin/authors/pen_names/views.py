"""The list of pen names, one of them, what is hidden behind it, and its end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles.admin.authors.pen_names.forms import (
    AppointForm,
    EndForm,
    HiddenForm,
    KeeperForm,
    NewForm,
    OpenForm,
)
from articles.admin.authors.pen_names.guard import for_authors_desk, for_keepers, page
from articles.admin.posted.pages import refused
from articles.editing.authors.pen_names import access, keeping
from articles.editing.authors.pen_names.recalling import what_still_says
from articles.models import Author
from articles.models.actions import Action, may, possible_keepers, screen_refusal

__all__ = ["change", "end", "index", "new", "open_it", "record"]


@for_authors_desk
def index(request, screen):
    """What one keeps oneself; and for superusers what nobody can open any more."""
    user = request.user
    kept = access.closed().kept_by(user).order_by("author__name")
    lost = access.closed().keeperless() if user.is_superuser else access.closed().none()
    return page(
        request,
        "index",
        title="Pen names you keep",
        kept=kept.prefetch_related("keepers"),
        lost=lost.filter(ended_at=None).order_by("author__name"),
        may_add=not screen_refusal(user, "add", Author),
    )


@for_authors_desk
def new(request, screen):
    """Make a new author under a pen name; `person` is whose form one came from."""
    if words := screen_refusal(request.user, "add", Author):
        raise PermissionDenied(words)
    is_sent = request.method == "POST" and "name" in request.POST
    data = request.POST if is_sent else None
    public = NewForm(data, label_suffix="")
    hidden = HiddenForm(data, initial=_begun_from(request))
    if is_sent and all([public.is_valid(), hidden.is_valid()]):
        try:
            made = keeping.create(
                public.content(), by=request.user, **hidden.cleaned_data
            )
        except ValidationError as error:
            _tell(error, public, hidden)
        else:
            messages.success(request, "Made. You are its keeper: name a second one.")
            return to_record(made.author)
    return page(request, "new", title="New pen name", public=public, hidden=hidden)


def _begun_from(request):
    person = request.POST.get("person", "")
    if not (person.isdecimal() and len(person) < 10):
        return {}
    author = Author.objects.filter(pk=int(person)).first()
    return {"real_name": author.name} if author else {}


@for_authors_desk
def record(request, author_id, screen):
    """One pen name without what it hides; or where that is asked for the first time."""
    author = get_object_or_404(Author, pk=author_id)
    found = access.closed().filter(author=author).first()
    if found is None:
        return _entrust(request, author)
    if words := access.refusal(request.user, found):
        if access.why_no_appointing(request.user, found):
            return refused(request, author, words)
        return appointing(request, found)
    return record_page(request, found)


def _entrust(request, author):
    if author.kind != Author.Kind.PEN_NAME:
        raise Http404
    hidden = HiddenForm(request.POST or None)
    if hidden.is_bound and hidden.is_valid():
        try:
            keeping.entrust(author, by=request.user, **hidden.cleaned_data)
        except ValidationError as error:
            _tell(error, hidden)
        else:
            messages.success(request, "Kept. You are its keeper: name a second one.")
            return to_record(author)
    title = f"Who is “{author}”?"
    return page(request, "new", title=title, hidden=hidden, author=author)


def record_page(request, record, *, status=200, **bound):
    seen = {"seen": record.touched_at.isoformat()}
    keepers = record.keepers.order_by("last_name", "username")
    others = possible_keepers().exclude(pk__in=keepers.values("pk"))
    others = others.prefetch_related("groups")
    context = {
        "title": f"Pen name “{record.author}”",
        "record": record,
        "keepers": list(keepers.prefetch_related("groups")),
        "steps": record.steps.order_by("-at", "-pk"),
        "opening": OpenForm(label_suffix=""),
        "adding": KeeperForm(initial=seen, people=others),
        "seen": seen["seen"],
        "me": request.user.pk,
        **bound,
    }
    return page(request, "record", status=status, **context)


def appointing(request, record, form=None):
    people = possible_keepers().prefetch_related("groups")
    form = form or AppointForm(people=people)
    title = f"Pen name “{record.author}”"
    return page(request, "appoint", title=title, record=record, form=form)


@for_keepers
def open_it(request, record, screen):
    """Show what is hidden, for this answer alone, once a reason is given."""
    form = OpenForm(request.POST or None, label_suffix="")
    if not (form.is_bound and form.is_valid()):
        return record_page(request, record, opening=form)
    opened = keeping.open_record(record, by=request.user, **form.cleaned_data)
    hidden = HiddenForm(
        initial={name: getattr(opened, name) for name in HiddenForm.base_fields}
    )
    return opened_page(request, opened, hidden)


def opened_page(request, record, hidden, **more):
    return page(
        request,
        "opened",
        title=f"Behind the pen name “{record.author}”",
        record=record,
        hidden=hidden,
        seen=record.touched_at.isoformat(),
        found=None if record.ended_at else what_still_says(record),
        reads=may(request.user, Action.READ),
        **more,
    )


@for_keepers
def change(request, record, screen):
    if request.method != "POST":
        return to_record(record.author)
    hidden, looked_at = HiddenForm(request.POST), EndForm(request.POST)
    looked_at.is_valid()
    if hidden.is_valid():
        seen = looked_at.cleaned_data.get("seen")
        try:
            keeping.change(record, by=request.user, seen=seen, **hidden.cleaned_data)
        except ValidationError as error:
            _tell(error, hidden)
        else:
            messages.success(request, "Changed.")
            return to_record(record.author)
    title = f"Behind the pen name “{record.author}”"
    seen = request.POST.get("seen", "")
    context = {"title": title, "record": record, "hidden": hidden, "seen": seen}
    return page(request, "opened", **context)


@for_keepers
def end(request, record, screen):
    initial = {"seen": record.touched_at.isoformat()}
    form = EndForm(request.POST or None, initial=initial, label_suffix="")
    if form.is_bound and form.is_valid():
        try:
            keeping.end(record, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Ended: the real name is erased here.")
            return to_record(record.author)
    title = f"End the pen name “{record.author}”"
    return page(request, "end", title=title, record=record, form=form)


def to_record(author):
    place = reverse("admin:articles_author_pen_name", args=[author.pk])
    return HttpResponseRedirect(place)


def _tell(error, *forms):
    """Put refusals beside the field that they are about, in whichever form it is."""
    for name, words in getattr(error, "error_dict", {None: error}).items():
        form = next((each for each in forms if name in each.fields), forms[0])
        form.add_error(name if name in form.fields else None, words)
