"""Hands what is loaded already on to the widgets of an article's form.

Each of them would else ask for what is chosen in it: what is behind an id.
"""

import json

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from articles.admin.article_form import TERMS
from articles.admin.choose import ids_among
from articles.models import Disclaimer
from articles.models.mergeable import NAME_TODAY, POSITIONS_TODAY, Mergeable


def hand_on(form, text):
    """Let the form be drawn with few queries; `text` is its text, Scrutinised."""
    _know_names(form)
    if text is None:
        return
    _know(form["source"], text.source)
    _know(form["translation_of"], text.article.translation_of)
    if text.snapshot.lead_image:
        known = {str(pk): image for pk, image in text.shelf.images.items()}
        form.fields["lead_image"].widget.known = known


def _know(chosen, thing):
    """Tell a lookup the name of a thing, if that is what is chosen in it."""
    if thing and str(chosen.value()) == str(thing.pk):
        chosen.field.widget.known = {thing.pk: str(thing)}


def _know_names(form):
    """Ask at once for what is called by a name: terms, authors and disclaimers."""
    rows = {"disclaimer": Disclaimer.objects.all(), "credits": form.credits.authors()}
    for name, model in TERMS.items():
        ids = ids_among([str(pk) for pk in form[name].value() or ()])
        rows[name] = model.objects.filter(pk__in=ids)
    first, *more = (
        chosen.order_by().values_list(
            *(Value(name), "pk", _name(chosen.model), _positions(name))
        )
        for name, chosen in rows.items()
    )
    known, positions = {name: {} for name in rows}, {}
    for name, pk, words, held in first.union(*more, all=True):
        known[name][pk] = words
        if held:
            positions[pk] = json.loads(held)
    form.credits.positions = positions
    for name in TERMS:
        form.fields[name].widget.known = known[name]
    if "names" not in vars(form.credits):  # to check what was posted, it has asked
        form.credits.names = known["credits"]
    disclaimers = form.fields["disclaimer"]
    choices = sorted(known["disclaimer"].items(), key=lambda row: row[1].casefold())
    disclaimers.widget.choices = [("", disclaimers.empty_label), *choices]


def _name(model):
    return NAME_TODAY if issubclass(model, Mergeable) else F("name")


def _positions(name):
    """Select what an author was when, as JSON; nothing of other things."""
    if name == "credits":
        return Cast(POSITIONS_TODAY, TextField())
    return Value("", TextField())
