"""Who may open a pen name: keepers name each other; superusers where none is left."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404

from articles.admin.authors.pen_names.forms import AppointForm, KeeperForm
from articles.admin.authors.pen_names.guard import for_authors_desk, for_keepers
from articles.admin.authors.pen_names.pages import appointing, record_page, to_record
from articles.admin.posted.pages import refused
from articles.editing.authors.pen_names import access, keeping
from articles.models import Author
from articles.models.actions import possible_keepers
from articles.templatetags.desk import person


@for_keepers
def add(request, record, screen):
    if request.method != "POST":
        return to_record(record.author)
    form = KeeperForm(request.POST, people=possible_keepers())
    if form.is_valid():
        said, new = form.cleaned_data, form.cleaned_data.pop("person")
        try:
            keeping.add_keeper(record, new, by=request.user, **said)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{person(new)} may open it now.")
            return to_record(record.author)
    return record_page(request, record, adding=form)


@for_keepers
def remove(request, record, screen):
    if request.method != "POST":
        return to_record(record.author)
    form = KeeperForm(request.POST, people=record.keepers.all())
    if not form.is_valid():
        messages.error(request, "They are no keeper any more. Nothing was changed.")
        return to_record(record.author)
    said, gone = form.cleaned_data, form.cleaned_data.pop("person")
    try:
        keeping.remove_keeper(record, gone, by=request.user, **said)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{person(gone)} cannot open it any more.")
    return to_record(record.author)


@for_authors_desk
def appoint(request, author_id, screen):
    author = get_object_or_404(Author, pk=author_id)
    record = get_object_or_404(access.closed(), author=author)
    if words := access.why_no_appointing(request.user, record):
        return refused(request, author, words)
    people = possible_keepers().prefetch_related("groups")
    form = AppointForm(request.POST or None, people=people)
    if form.is_bound and form.is_valid():
        keeping.appoint(record, by=request.user, **form.cleaned_data)
        messages.success(request, "Appointed. The log of this pen name says so.")
        return to_record(author)
    return appointing(request, record, form)
