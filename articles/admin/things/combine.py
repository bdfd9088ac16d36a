"""What was refused and what stands: field by field, what shall be of them."""

from copy import deepcopy

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from js_asset import Media

from articles.admin.combine import CombineForm
from articles.admin.things import answers
from articles.admin.things.pages import about, page, screen_of
from articles.admin.things.words import Words
from articles.editing import things
from articles.editing.things.permission import may_set_reserved
from articles.editing.things.versions import ever_stood, stood, versions_of
from articles.models import Version


class CombineThingForm(CombineForm):
    """Asks in the fields of the thing's own form."""

    def __init__(self, *args, request, thing, **kwargs):
        screen = screen_of(type(thing))
        self.thing = thing
        self.coupled = thing.coupled
        self.words = Words(type(thing))
        self.rich = self.words.rich
        self.name_of = self.words.name
        self.out_of_reach = () if may_set_reserved(request.user) else thing.reserved
        self.known_fields = screen.get_form(request, thing, change=True).base_fields
        super().__init__(*args, **kwargs)

    def merged(self, refused, standing):
        self.base = base = stood(self.thing, refused.began_from).snapshot
        now = standing.snapshot
        kept = {name: vars(now)[name] for name in self.out_of_reach}
        return self.thing.merged(base, refused.snapshot.changed(**kept), now)

    def field(self, group):
        [key, *others] = group
        return None if others else anew(self.known_fields.get(key), "Written anew")

    def differing(self, group):
        return self.words.differing(self.standing, self.refused, group)

    def snapshot(self):
        return self.standing.changed(**self.chosen())


def anew(known, label):
    """Return the field of a form as one to write a text in; None if it holds none."""
    if not isinstance(known, forms.CharField) or isinstance(known, forms.JSONField):
        return None
    field = deepcopy(known)
    field.required, field.label, field.help_text = False, label, ""
    return field


@about("change")
def combine(request, thing, number):
    """Ask what shall stand, and save it over the very version that is shown here."""
    refused = get_object_or_404(
        versions_of(thing).filter(erased_at=None),
        number=number,
        intent=Version.Intent.CONFLICT,
    )
    seen = request.POST.get("seen", "")
    standing = get_object_or_404(
        ever_stood(thing),
        number=int(seen) if seen.isdecimal() and len(seen) < 10 else thing.version,
    )
    form = CombineThingForm(
        request.POST or None,
        request=request,
        thing=thing,
        refused=refused,
        standing=standing,
    )
    if form.is_valid() and (outcome := _save(request, thing, refused, form)):
        words = f"Saved, with what you took of version {number}."
        answers.say(request, outcome, words)
        return answers.place_after(outcome)
    return page(
        request,
        "combine",
        thing,
        refused=refused,
        standing=standing,
        form=form,
        choices=form.choices(),
        media=Media.from_media(form.media, nonce=request.csp_nonce),
        title=f"Two versions of “{thing}”",
    )


def _save(request, thing, refused, form):
    try:
        return things.save(
            thing,
            form.snapshot(),
            by=request.user,
            seen=form.cleaned_data["seen"],
            why=f"Combined with version {refused.number}",
        )
    except ValidationError as error:
        form.refuse(error)
        return None
