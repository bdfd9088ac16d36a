"""The whole desk copy of an article as one value, and how three of them merge."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

SETS = ("regions", "themes", "reports", "tags")
# Half of one person's and half of another's would say what neither meant.
COUPLED = (
    ("source", "original_url", "original_on", "permission"),
    ("language", "translation_of"),
)


@dataclass(frozen=True)
class CreditLine:
    """An author's id, the role, and the wording where the usual one will not do.

    What the author was on the day `held_on` stands beside the name; without a day, what
    the author is today.
    """

    author: int
    role: str = "author"
    wording: str = ""
    held_on: date | None = None

    def to_json(self):
        """Return [author id, role, wording], and the day where there is one."""
        words = [self.author, self.role, self.wording]
        return [*words, self.held_on.isoformat()] if self.held_on else words

    @classmethod
    def from_json(cls, values):
        author, role, wording, *day = values
        return cls(author, role, wording, *map(date.fromisoformat, day))


def writers(lines):
    """Return the ids of who wrote, each once, in the order of the byline.

    Where nobody is credited as an author, all who are credited did. `lines` are
    CreditLines.
    """
    wrote = [line.author for line in lines if line.role == "author"]
    return list(dict.fromkeys(wrote or (line.author for line in lines)))


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Texts are HTML in `standfirst` and `body`, plain elsewhere; the rest are ids.

    Credits stand in the order of the byline, terms in the order they are printed.
    """

    headline: str = ""
    slug: str = ""
    standfirst: str = ""
    body: str = ""
    kind: str = "news"
    appeals: str = "usual"
    language: str = "en"
    translation_of: int | None = None
    credits: tuple[CreditLine, ...] = ()
    regions: tuple[int, ...] = ()
    themes: tuple[int, ...] = ()
    reports: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    lead_image: int | None = None
    source: int | None = None
    original_url: str = ""
    original_on: date | None = None
    permission: str = ""
    disclaimer: int | None = None
    embargoed_until: datetime | None = None
    display_at: datetime | None = None
    notes: str = ""
    search_title: str = ""
    search_description: str = ""

    def to_json(self):
        """Return plain values that JSON keeps whole."""
        values = {name: getattr(self, name) for name in FIELDS}
        values["credits"] = [line.to_json() for line in self.credits]
        for name in SETS:
            values[name] = list(values[name])
        for name in _MOMENTS:
            values[name] = values[name].isoformat() if values[name] else None
        return values

    @classmethod
    def from_json(cls, values):
        """Read what to_json() wrote at any time; fields unknown then are empty."""
        known = {name: values[name] for name in FIELDS if name in values}
        known["credits"] = tuple(map(CreditLine.from_json, values["credits"]))
        for name in SETS:
            known[name] = tuple(values.get(name, ()))
        for name, kind in _MOMENTS.items():
            if known.get(name):
                known[name] = kind.fromisoformat(known[name])
        return cls(**known)

    def differing(self, other):
        """Return the names of the fields in which two snapshots differ."""
        return [name for name in FIELDS if getattr(self, name) != getattr(other, name)]


FIELDS = tuple(known.name for known in fields(Snapshot))
_MOMENTS = {"original_on": date, "embargoed_until": datetime, "display_at": datetime}


@dataclass(frozen=True)
class Merge:
    """Three snapshots made one. Where both sides changed a field, `ours` stands."""

    snapshot: Snapshot
    taken: list[str] = field(default_factory=list)
    clashing: list[str] = field(default_factory=list)


def merge(base: Snapshot, ours: Snapshot, theirs: Snapshot) -> Merge:
    """Bring into `ours` what `theirs` changed since `base`.

    Sets merge as additions and removals; bodies, bylines and coupled fields as wholes.
    `taken` names the fields whose value came from `theirs`, `clashing` those that
    both changed, each in its own way.
    """
    merged, taken, clashing = {}, [], []
    for group in _groups():
        was, mine, other = (_pick(group, side) for side in (base, ours, theirs))
        if other in (was, mine):
            continue
        if mine == was:
            merged.update(zip(group, other, strict=True))
        elif group[0] in SETS:
            together = _merged_set(was[0], mine[0], other[0])
            if together == mine[0]:
                continue
            merged[group[0]] = together
        else:
            clashing.extend(group)
            continue
        taken.extend(group)
    return Merge(replace(ours, **merged), taken, clashing)


def _groups():
    together = {name for group in COUPLED for name in group}
    alone = [(name,) for name in FIELDS if name not in together]
    return [*alone, *COUPLED]


def _pick(names, snapshot):
    return tuple(getattr(snapshot, name) for name in names)


def _merged_set(was, mine, other):
    removed = set(was) - set(other)
    added = [item for item in other if item not in was and item not in mine]
    return tuple([item for item in mine if item not in removed] + added)
