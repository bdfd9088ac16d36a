"""Finds names in rows, whatever their case and accents."""

from dataclasses import dataclass

from django.db.models import Q

from articles.models.folding import folded
from articles.models.slugs import slug_of

MOST = 50  # of each kind
SHORTEST = 3  # letters of a name that is looked for
_LABELS = {"body": "text"}


@dataclass(frozen=True)
class Place:
    """Where a name stands: of which article or thing, in which of its fields."""

    thing: object
    fields: tuple[str, ...] = ()
    where: str = ""
    number: int | None = None


class Names:
    def __init__(self, names):
        known = {folded(name): name.strip() for name in names}
        self.told = [name for key, name in known.items() if len(key) >= SHORTEST]
        self.folded = [key for key in known if len(key) >= SHORTEST]

    def asked(self, fields):
        """Ask the database for what may say one; are_in() decides."""
        wanted = Q(pk__in=[])
        for name in self.told:
            # SQLite knows no case but that of ASCII.
            spellings = {name, name.lower(), name.upper(), folded(name)}
            for known in fields:
                asked = {slug_of(name)} if known == "slug" else spellings
                for words in asked - {""}:
                    wanted |= Q(**{f"{known}__icontains": words})
        return wanted

    def are_in(self, value):
        words = folded(str(value))
        spaced = words.replace("-", " ")
        return any(name in words or name in spaced for name in self.folded)

    def in_rows(self, rows, fields):
        places = (Place(row, self.saying(row, fields)) for row in rows[:MOST])
        return [place for place in places if place.fields]

    def saying(self, row, fields):
        labels = ((row._meta.get_field(name), name) for name in fields)
        return tuple(
            _LABELS.get(name) or str(known.verbose_name)
            for known, name in labels
            if self.are_in(getattr(row, name))
        )
