"""What an author proposes beside what stands: each accepted, declined or reworded."""

from dataclasses import dataclass

from django import forms

from articles.admin.combine import (
    REFUSED,
    STANDING,
    WRITTEN,
    CombineForm,
    Offers,
)
from articles.admin.things.combine import anew
from articles.admin.things.pages import screen_of
from articles.admin.things.words import Words
from articles.editing.authors.suggestions import merged
from articles.engaging.suggesting.entry import column, value_of
from articles.models import Author
from articles.models.languages import NAMES
from articles.models.suggestion import REASON_LENGTH
from articles.models.versioned import Content, ContentMerge

PHOTO_WORDS = {STANDING: "Decline: keep ours", REFUSED: "Accept"}


@dataclass(frozen=True)
class Side:
    """One of two texts: only what the proposal is about, a key a field."""

    number: int
    snapshot: Content
    began_from: int = 0
    intent: str = ""


class EntryWords(Words):
    """Tells what an author is called in other languages a field at a time."""

    def __init__(self, keys):
        super().__init__(Author)
        known = {key: self.fields[column(key)] for key in keys}
        self.fields = {**self.fields, **known}
        self.rich |= {key for key in keys if column(key) in self.rich}

    def name(self, name):
        if name == "photo":
            return "photograph"
        language, _, field = name.rpartition(".")
        said = super().name(field)
        return f"{said}, {NAMES[language]}" if language else said


class DecisionForm(CombineForm):
    """One question for each field that an author would have otherwise."""

    why = forms.CharField(
        label="A word on it, for the author and for colleagues",
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    coupled = ()

    def __init__(self, data=None, *, request, suggestion, author, **kwargs):
        content = author.content()
        self.suggestion, self.author = suggestion, author
        self.words = EntryWords(suggestion.proposed)
        self.rich, self.name_of = self.words.rich, self.words.name
        screen = screen_of(Author)
        self.known_fields = screen.get_form(request, author, change=True).base_fields
        self.differs, self.changed_here = merged(suggestion, content)
        self.already = [key for key in suggestion.proposed if key not in self.differs]
        stands = {key: value_of(content, key) for key in self.differs}
        super().__init__(
            data,
            refused=Side(author.version, Content(**self.differs)),
            standing=Side(author.version, Content(**stands)),
            offers=Offers("Decline: keep ours", "Accept"),
            **kwargs,
        )
        if suggestion.photo:
            self._ask_for_the_photograph(suggestion)

    def _ask(self, group):
        super()._ask(group)
        [key] = group
        self.fields[key].initial = None  # each is read before it is decided

    def _ask_for_the_photograph(self, suggestion):
        self.fields["photo"] = forms.ChoiceField(
            label="Which photograph?",
            choices=list(PHOTO_WORDS.items()),
            widget=forms.RadioSelect,
            error_messages={"required": "Choose what shall stand."},
        )
        self.fields["photo_alt"] = forms.CharField(
            label="Text in place of the picture",
            required=False,
            max_length=400,
            initial=self.author.name,
        )
        self.fields["photo_credit"] = forms.CharField(
            label="Credit",
            required=False,
            max_length=200,
            initial=suggestion.photo_credit,
        )

    def merged(self, refused, standing):
        return ContentMerge(refused.snapshot, [], list(self.changed_here))

    def field(self, group):
        [key] = group
        return anew(self.known_fields.get(column(key)), "Edited")

    def _proposed(self, key):
        return "Accept, edited below", getattr(self.refused, key)

    def differing(self, group):
        return self.words.differing(self.standing, self.refused, group)

    def answered(self, all_of_them):
        """Give the answers that one button means; what was edited, or clashes, stays
        as it is, to be decided by itself.
        """
        data = self.data.copy()
        for key, *_ in self.groups:
            is_own = data.get(key) == WRITTEN or key in self.changed_here
            if all_of_them == STANDING or not is_own:
                data[key] = all_of_them
        if "photo" in self.fields:
            data["photo"] = all_of_them
        self.data = data

    @property
    def takes_photograph(self):
        return self.cleaned_data.get("photo") == REFUSED

    @property
    def about_photograph(self):
        names = ("photo", "photo_alt", "photo_credit")
        return [self[name] for name in names if name in self.fields]

    def seen_anew(self):
        """Let whoever was told of a change decide again on what is shown now."""
        self.data = {**self.data.dict(), "seen": self.author.version}
