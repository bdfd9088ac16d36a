"""A refused text and the one that stands: field by field, what shall be of them."""

from dataclasses import dataclass, replace

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from js_asset import Media

from articles.admin import answers
from articles.admin.article_pages import about, page
from articles.admin.differing import FieldDifference, differing_fields
from articles.admin.rich import body_field, standfirst_field
from articles.admin.words import field_name, joined
from articles.editing import combining
from articles.editing.fixes import deciding
from articles.editing.together import put_together
from articles.models import Article, Revision
from articles.models.actions import Action
from articles.models.blocks import blocks
from articles.models.revision import FIXES, NEVER_STOOD, TO_COMBINE
from articles.models.snapshot import COUPLED, merge

# What can be written anew here; of all else one of the two is chosen.
_RICH = {"standfirst": standfirst_field, "body": body_field}
_LINES = {"headline", "slug", "search_title"}
_TEXTS = {"notes", "permission", "search_description"}
STANDING, REFUSED, WRITTEN = "standing", "refused", "written"


@dataclass(frozen=True)
class Choice:
    """Fields that are decided together, what differs in them, and what is asked."""

    label: str
    fields: list[FieldDifference]
    answer: forms.BoundField
    written: forms.BoundField | None
    is_clash: bool


@dataclass(frozen=True)
class Offers:
    """What the two texts are called where one of them is chosen."""

    keep: str = "Keep what stands"
    take: str = ""


class CombineForm(forms.Form):
    """One question for each difference between a refused text and the standing one.

    What colleagues changed elsewhere stands already and asks nothing; regions, themes
    and the like have both people's additions and removals in them.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args, refused, standing, began_from=None, offers=None, **kwargs
    ):
        # Not `id_headline`: that one looks like a headline.
        super().__init__(
            *args, **{"label_suffix": "", "auto_id": "combine_%s", **kwargs}
        )
        self.began_from = began_from or refused.began_from
        self.offers = offers or Offers(take=f"Take it from version {refused.number}")
        merged = self.merged(refused, standing)
        self.refused, self.standing = merged.snapshot, standing.snapshot
        self.initial.setdefault("seen", standing.number)
        self.clashing = set(merged.clashing)
        if refused.intent in FIXES:
            self._settle_the_address()
        self.groups = _together(self.refused.differing(self.standing), self.coupled)
        for group in self.groups:
            self._ask(group)

    def _ask(self, group):
        key = group[0]
        offers = [(STANDING, self.offers.keep), (REFUSED, self.offers.take)]
        if written := self.field(group):
            words, written.initial = self._proposed(key)
            offers.append((WRITTEN, words))
            self.fields[f"text-{key}"] = written
        self.fields[key] = forms.ChoiceField(
            label="What shall stand?",
            choices=offers,
            widget=forms.RadioSelect,
            initial=None if self.clashing & set(group) else REFUSED,
            error_messages={"required": "Choose what shall stand."},
        )

    def _proposed(self, key):
        """Return what writing it anew is called, and what it begins with."""
        refused = getattr(self.refused, key)
        if key not in self.rich or self.base is None:
            return "As written below", refused
        base, standing = getattr(self.base, key), getattr(self.standing, key)
        return "Both, put together below", put_together(base, standing, refused)

    def _settle_the_address(self):
        """Keep the address that readers know, or one that was chosen since."""
        is_chosen = self.standing.slug != self.base.slug
        slug = (self.standing if is_chosen else self.refused).slug
        self.refused = replace(self.refused, slug=slug)
        self.standing = replace(self.standing, slug=slug)

    def clean(self):
        for key, *_ in self.groups:
            text = self.cleaned_data.get(f"text-{key}")
            answer = self.cleaned_data.get(key)
            if text is None or answer in {None, WRITTEN}:
                continue
            if not _is_same(self.rich, key, text, self.fields[f"text-{key}"].initial):
                words = dict(self.fields[key].choices)[WRITTEN]
                self.add_error(
                    key,
                    f"You wrote something of your own: choose “{words}”, or undo what "
                    "you wrote.",
                )
        return self.cleaned_data

    def refuse(self, error):
        for name, words in getattr(error, "error_dict", {None: error}).items():
            self.add_error(name if name in self.fields else None, words)

    def choices(self):
        return [
            Choice(
                joined(self.name_of(name) for name in group),
                self.differing(group),
                self[group[0]],
                self[text] if (text := f"text-{group[0]}") in self.fields else None,
                bool(self.clashing & set(group)),
            )
            for group in self.groups
        ]

    def snapshot(self):
        return replace(self.standing, **self.chosen())

    def chosen(self):
        values = {}
        for key, *others in self.groups:
            answer = self.cleaned_data[key]
            if answer == WRITTEN:
                values[key] = self.cleaned_data[f"text-{key}"]
            elif answer == REFUSED:
                values |= {name: getattr(self.refused, name) for name in (key, *others)}
        return values

    # What an article is; other things have other fields

    base = None
    rich = frozenset(_RICH)
    coupled = COUPLED
    name_of = staticmethod(field_name)

    def merged(self, refused, standing):
        base = standing.article.revisions.get(number=self.began_from)
        self.base = base.snapshot
        return merge(self.base, refused.snapshot, standing.snapshot)

    def field(self, group):
        """Return the field in which a group is written anew, or None."""
        return _field(group)

    def differing(self, group):
        return differing_fields(self.standing, self.refused, group)


@about(Action.EDIT)
def combine(request, article, number):
    """Ask what shall stand, and save it over the very version that is shown here."""
    refused = get_object_or_404(
        article.revisions.select_related("article"),
        number=number,
        intent__in=TO_COMBINE,
    )
    is_fix = refused.intent == Revision.Intent.FIX_BESIDE
    is_waiting = refused.number == article.fix_waiting
    seen = request.POST.get("seen", "")
    standing = get_object_or_404(
        article.revisions.exclude(intent__in=NEVER_STOOD).select_related("article"),
        number=int(seen) if seen.isdecimal() and len(seen) < 10 else article.version,
    )
    form = CombineForm(
        request.POST or None,
        refused=refused,
        standing=standing,
        began_from=article.fix_from if is_waiting else None,
        offers=Offers(take="As the fix has it") if is_fix else None,
    )
    if form.is_valid() and (outcome := _save(request, article, refused, form)):
        answers.say(request, outcome, _decided(outcome, standing, number))
        return answers.place_after(outcome)
    return page(
        request,
        "combine",
        article,
        refused=refused,
        standing=standing,
        form=form,
        choices=form.choices(),
        is_fix=is_fix,
        is_waiting=is_waiting,
        media=Media.from_media(form.media, nonce=request.csp_nonce),
        title="Two texts, one article",
    )


def _decided(outcome, standing, number):
    if outcome.revision.number == standing.number:
        return f"Your text stays as it stood: nothing was taken of version {number}."
    return f"Saved, with what you took of version {number}."


def _save(request, article, refused, form):
    text, seen = form.snapshot(), form.cleaned_data["seen"]
    try:
        if refused.number == article.fix_waiting:
            return deciding.take_in(article, refused, text, by=request.user, seen=seen)
        return combining.settle(article, refused, text, by=request.user, seen=seen)
    except ValidationError as error:
        form.refuse(error)
        return None


def _together(names, coupled):
    """Put side by side the fields that mean something only together."""
    groups = {}
    for name in names:
        group = next((group for group in coupled if name in group), (name,))
        groups.setdefault(group, []).append(name)
    return list(groups.values())


def _field(group):
    [key, *others] = group
    if others:
        return None
    if key in _RICH:
        return _RICH[key](required=False, label="Written anew")
    if key in _LINES | _TEXTS:
        length = Article._meta.get_field(key).max_length
        widget = forms.TextInput() if key in _LINES else forms.Textarea({"rows": 4})
        return forms.CharField(
            required=False, label="Written anew", max_length=length, widget=widget
        )
    return None


def _is_same(rich, key, one, other):
    """Say whether two texts hold the same, however their markup is spaced."""
    if key in rich:
        return blocks(one) == blocks(other)
    return " ".join(one.split()) == " ".join(other.split())
