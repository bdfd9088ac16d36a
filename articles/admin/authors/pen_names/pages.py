"""Answers that several of the views about one pen name give."""

from django.http import HttpResponseRedirect
from django.urls import reverse

from articles.admin.authors.pen_names.forms import AppointForm, KeeperForm, OpenForm
from articles.admin.authors.pen_names.guard import page
from articles.models.actions import Action, may, possible_keepers


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


def opened_page(request, record, hidden, **told):
    """Show the form of what is hidden; `told` is what else the view may tell now."""
    return page(
        request,
        "opened",
        title=f"Behind the pen name “{record.author}”",
        record=record,
        hidden=hidden,
        reads=may(request.user, Action.READ),
        **told,
    )


def to_record(author):
    place = reverse("admin:articles_author_pen_name", args=[author.pk])
    return HttpResponseRedirect(place)
