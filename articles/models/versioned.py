"""What everything that is not an article shares: a version, and content that merges."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

from django.db import models
from django.db.models.fields.files import FieldFile

from articles.models.body import clean_paragraphs


class Content(SimpleNamespace):
    """What a thing says, as one value: plain values by field, as JSON keeps them."""

    def to_json(self):
        return deepcopy(vars(self))

    def changed(self, **values):
        """Return a copy in which these fields are others."""
        return Content(**{**self.to_json(), **values})

    def differing(self, other):
        """Return the names of the fields in which two contents differ."""
        mine, theirs = vars(self), vars(other)
        return [name for name in mine if mine[name] != theirs[name]]


@dataclass(frozen=True)
class ContentMerge:
    """Three contents made one. Where both sides changed a field, `ours` stands."""

    snapshot: Content
    taken: list[str] = field(default_factory=list)
    clashing: list[str] = field(default_factory=list)


class Versioned(models.Model):
    """A row whose every content is kept; `version` is the number of what stands.

    Its content is every field that a form may hold, so that one added later is not
    forgotten, and the lists that `listed()` names. A field is a whole, and so is a list
    in its order; `coupled` are fields that mean something only together. `rich_fields`
    hold text with markup, `reserved` ones only who looks after accounts may set.

    `facts` are set once and by no form; what a deleted row comes back from has them.
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    rich_fields: tuple[str, ...] = ()
    coupled: tuple[tuple[str, ...], ...] = ()
    reserved: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @classmethod
    def content_fields(cls):
        return [
            known
            for known in cls._meta.concrete_fields
            if known.editable
            and not known.primary_key
            and not isinstance(known, models.FileField)
        ]

    def listed(self):
        """Return the rows that belong to this one alone, as ids in order, by name."""
        return {}

    def content(self):
        """Return what the row and its lists say. Lists cost a query each."""
        values = {
            known.name: plain(getattr(self, known.attname))
            for known in self.content_fields()
        }
        return Content(**values, **self.listed())

    @classmethod
    def read(cls, values):
        """Read what Content.to_json() wrote at any time.

        Fields unknown then are as in a new row.
        """
        empty = vars(cls().content())
        known = {name: values.get(name, empty[name]) for name in empty}
        return Content(**deepcopy(known))

    def take(self, content):
        """Set the row's own fields, in memory; not its lists."""
        for known in self.content_fields():
            value = known.to_python(deepcopy(getattr(content, known.name)))
            setattr(self, known.attname, value)

    def with_facts(self, content):
        """Return the content and all else that the row is made again of."""
        fields = map(self._meta.get_field, self.facts)
        known = {each.name: plain(getattr(self, each.attname)) for each in fields}
        return content.changed(**known)

    def take_facts(self, values):
        """Set in memory what with_facts() wrote, as far as it is there."""
        for name in self.facts:
            if name in values:
                known = self._meta.get_field(name)
                setattr(self, known.attname, known.to_python(values[name]))

    @classmethod
    def with_markup_of(cls, base, ours):
        """Return ours with the base's markup where a form has but tidied it."""
        tidied = {
            name: getattr(base, name)
            for name in cls.rich_fields
            if clean_paragraphs(getattr(base, name)) == getattr(ours, name)
        }
        return ours.changed(**tidied)

    @classmethod
    def merged(cls, base, ours, theirs):
        """Bring into `ours` what `theirs` changed since `base`."""
        values, taken, clashing = {}, [], []
        for group in cls._groups(vars(ours)):
            was, mine, other = (
                [getattr(side, name) for name in group] for side in (base, ours, theirs)
            )
            if other in (was, mine):
                continue
            if mine == was:
                values.update(zip(group, other, strict=True))
                taken.extend(group)
            elif _are_tables(*was, *mine, *other):
                table, is_clash = _tables_merged(*was, *mine, *other)
                values[group[0]] = table
                (clashing if is_clash else taken).extend(group)
            else:
                clashing.extend(group)
        return ContentMerge(ours.changed(**values), taken, clashing)

    @classmethod
    def _groups(cls, names):
        together = {name for group in cls.coupled for name in group}
        return [*((name,) for name in names if name not in together), *cls.coupled]


def _are_tables(*sides):
    return len(sides) == 3 and all(isinstance(side, dict) for side in sides)


def _tables_merged(was, mine, other):
    """Merge three tables key by key; say whether both changed one, where mine stands.

    What others wrote in one language is not lost where two wrote in another.
    """
    together, is_clash = dict(mine), False
    for key in {**was, **mine, **other}:
        before, ours, theirs = (side.get(key) for side in (was, mine, other))
        if theirs in (before, ours):
            continue
        if ours == before:
            together[key] = theirs
        else:
            is_clash = True
    kept = {key: value for key, value in together.items() if value is not None}
    return kept, is_clash


def plain(value):
    """Return a value as JSON keeps it: moments in UTC, lines ended as on every page."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, FieldFile):
        return value.name
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return deepcopy(value)
