"""Field by field, of which of two things one shall take what it says."""

from dataclasses import dataclass
from typing import Any

from articles.models import Region, Tag
from articles.models.terms import ancestors

INTO, THING, BOTH = "into", "thing", "both"
_LINES = {"other_names": "\n", "links": "\n", "languages": ", ", "expertise": ", "}
# An address stays with its own, which leads here; so does an account. Names that are
# printed no more are kept aside of all these questions.
_NEVER = {"slug", "account", "other_names"}


@dataclass(frozen=True)
class Offer:
    """A field in which two differ, its value by which of them says it, and the one
    that is proposed.
    """

    name: str
    values: dict[str, Any]
    proposed: str


def offers(thing, into):
    """Return an Offer for each field that is asked about."""
    mine, theirs = into.content(), thing.content()
    names = [name for name in mine.differing(theirs) if name not in _never(type(into))]
    found = [_offer(thing, into, name, mine, theirs) for name in names]
    return [offer for offer in found if len(offer.values) > 1]


def settled(thing, into):
    """Return the values of fields that are not asked about, and yet must change."""
    mine, theirs = into.content(), thing.content()
    if not isinstance(into, Region) or mine.parent == theirs.parent:
        return {}
    values = _offer(thing, into, "parent", mine, theirs).values
    return {} if INTO in values else {"parent": values.get(THING)}


def names_kept(thing, into, name):
    """Return what an author was called so far who is called `name` from now on."""
    lines = [*into.other_names.splitlines(), *thing.other_names.splitlines()]
    lines += [each.strip() for each in (into.name, thing.name)]
    kept = {line.casefold(): line for line in reversed(lines) if line}
    kept.pop(name.casefold(), None)
    return list(reversed(kept.values()))


def _never(model):
    # No two tags have one name, and the absorbed one keeps its own.
    return _NEVER | {"name"} if model is Tag else _NEVER


def _offer(thing, into, name, mine, theirs):
    values = {INTO: getattr(mine, name), THING: getattr(theirs, name)}
    if name == "parent":
        values = {who: pk for who, pk in values.items() if _is_open(thing, into, pk)}
    both = _both(into, name, *values.values()) if len(values) > 1 else None
    if both is not None and both not in values.values():
        values[BOTH] = both
    return Offer(name, values, _proposed(values, both))


def _proposed(values, both):
    """Propose what loses nothing; else what the one that stays says, if anything."""
    for who in (BOTH, INTO, THING):
        if both and values.get(who) == both:
            return who
    return INTO if values.get(INTO) or not values.get(THING) else THING


def _both(into, name, mine, theirs):
    """Return both values as one, or None where they cannot stand together."""
    if isinstance(mine, dict):
        return {**theirs, **mine}
    if isinstance(mine, list):
        return [*mine, *(item for item in theirs if item not in mine)]
    if name not in _LINES:
        return None
    between = _LINES[name]
    items = [item.strip() for side in (mine, theirs) for item in side.split(between[0])]
    whole = between.join(dict.fromkeys(filter(None, items)))
    longest = into._meta.get_field(name).max_length
    return whole if longest is None or len(whole) <= longest else None


def _is_open(thing, into, parent):
    """Say whether a region may lie there, once the other one is part of it."""
    tree = {**Region.objects.parents(), thing.pk: into.pk}
    return parent is None or into.pk not in ancestors(parent, tree)
