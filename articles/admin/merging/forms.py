"""What is asked of who merges: into which one, and what it says from then on."""

from dataclasses import dataclass
from html import unescape

from django import forms
from django.utils.html import strip_tags

from articles.admin.article_pages import SeenForm
from articles.admin.choose import LookupField, lookup_one
from articles.admin.things.words import Words
from articles.editing.merging.offers import (
    BOTH,
    INTO,
    THING,
    names_kept,
    offers,
    settled,
)
from articles.models import Author, Image
from articles.models.pictures import thumbnail


class ChooseForm(forms.Form):
    """Which other one it is."""

    def __init__(self, *args, thing, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        model = type(thing)
        self.fields["into"] = LookupField(
            queryset=model.objects.unmerged().exclude(pk=thing.pk),
            widget=lookup_one(model._meta.get_field("merged_into")),
            label="It is the same as",
            error_messages={
                "required": "Choose the one that stays.",
                "invalid_choice": "That is this one itself, or one that is gone or was "
                "merged. Choose another.",
            },
        )


@dataclass(frozen=True)
class Side:
    """One answer to a question, and what would be said then."""

    value: str
    whose: str
    words: str
    picture: str
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    name: str
    label: str
    sides: list[Side]
    errors: list[str]


class MergeForm(SeenForm):
    """One question for each field in which the two differ."""

    into_seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, thing, into, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.thing, self.into = thing, into
        self.stands = into.content()
        self.offers = {offer.name: offer for offer in offers(thing, into)}
        for name, offer in self.offers.items():
            self.fields[name] = forms.ChoiceField(
                choices=[(value, value) for value in offer.values],
                initial=offer.proposed,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose what shall stand."},
            )
        if self.kept:
            self.fields["keep_names"] = forms.BooleanField(
                required=False,
                initial=True,
                label="Keep among the other names, so that searches and imports find "
                f"them: {'; '.join(self.kept)}",
            )

    @property
    def kept(self):
        """The names that would be printed no more; only authors have other names."""
        if not isinstance(self.into, Author):
            return []
        return names_kept(self.thing, self.into, self._answered("name"))

    def clean(self):
        if self.errors.pop("into_seen", None):
            self.add_error(None, "The page was incomplete. Look at it, then try again.")
        return super().clean()

    def content(self):
        """Return what the one that stays says, as far as it is answered."""
        answers = {name: self._answered(name) for name in self.offers}
        values = {**settled(self.thing, self.into), **answers}
        if self.kept and self["keep_names"].value():
            values["other_names"] = "\n".join(self.kept)
        return self.stands.changed(**values)

    def questions(self):
        words = Words(type(self.into))
        return [self._question(offer, words) for offer in self.offers.values()]

    def refuse(self, error):
        for name, words in getattr(error, "error_dict", {None: error}).items():
            self.add_error(name if name in self.fields else None, words)

    def _answered(self, name):
        if name not in self.offers:
            return getattr(self.stands, name)
        offer = self.offers[name]
        return offer.values.get(self[name].value(), offer.values[offer.proposed])

    def _question(self, offer, words):
        field = self[offer.name]
        whose = {
            INTO: f"From “{self.into}”",
            THING: f"From “{self.thing}”",
            BOTH: "Both",
        }
        sides = []
        for value, said in offer.values.items():
            content = self.stands.changed(**{offer.name: said})
            sides.append(
                Side(
                    value,
                    whose[value],
                    _plain(words.told(offer.name, content)),
                    _picture(type(self.into), offer.name, said),
                    field.value() == value,
                )
            )
        return Question(offer.name, words.name(offer.name), sides, field.errors)


def _plain(html):
    """Return the words without markup: what is chosen by a press holds no links."""
    lines = unescape(strip_tags(html.replace("</p>", "\n"))).splitlines()
    return "\n".join(filter(None, map(str.strip, lines)))


def _picture(model, name, pk):
    known = {field.name: field.related_model for field in model.content_fields()}
    if not pk or known.get(name) is not Image:
        return ""
    image = Image.objects.filter(pk=pk).first()
    return thumbnail(image) if image else ""
