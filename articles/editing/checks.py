"""What stands between a text and its publication: shown while writing, decided then.

CHECKS is the one list: a check is an entry there and a function below. How much each
weighs for which kind of article the publication decides; every door asks the same ones.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.editing.authors.undecided import objection
from articles.editing.scrutiny import Scrutinised, scrutinised
from articles.models import Credit, Kind
from articles.models.rules import EVERY_KIND, Level
from articles.reading.wording import plain


@dataclass(frozen=True)
class Finding:
    """What a check found, in an editor's words; in which field, if not its own."""

    words: str
    field: str = ""


@dataclass(frozen=True)
class Check:
    """`usually` applies where the publication has not chosen, never to `exempt` kinds.

    A check that is fixed is required of everything and cannot be overridden.
    """

    key: str
    name: str
    field: str
    find: Callable[[Scrutinised], Iterator[Finding]]
    usually: Level = Level.ADVISED
    exempt: frozenset[Kind] = frozenset()
    is_fixed: bool = False

    def level(self, kind, levels):
        """Return how much it weighs, with the publication's `levels`."""
        if self.is_fixed:
            return Level.REQUIRED
        chosen = levels.get(self.key, {}).get(kind)
        return Level(chosen) if chosen else self.usual_level(kind, levels)

    def usual_level(self, kind, levels):
        """Return how much it weighs where nothing is chosen for this very kind."""
        if kind in self.exempt:
            return Level.OFF
        return Level(levels.get(self.key, {}).get(EVERY_KIND) or self.usually)


@dataclass(frozen=True)
class Problem:
    """Something to mend: in which field, in an editor's words, and how badly."""

    check: Check
    field: str
    words: str
    is_required: bool = False

    @property
    def can_be_overridden(self):
        return not self.check.is_fixed


def problems(snapshot, rules, article=None, at=None):
    """Return what is wrong with a snapshot: at most three queries, whatever its size;
    one more where a legal flag is open.

    `rules` are the publication's, `article` is the one that it is a text of, `at` the
    moment at which readers are to see it: without it, now.
    """
    return found_in(Scrutinised(snapshot, article, at), rules)


def found_in(text, rules):
    """Return the same of a Scrutinised text."""
    return _found(text, rules)


def failing(text, rules):
    """Return what is wrong with a Scrutinised text and required: only that is asked."""
    return _found(text, rules, {Level.REQUIRED})


def problems_of(texts, rules):
    """Return what is wrong with each (snapshot, article): four queries for all."""
    return [_found(text, rules) for text in scrutinised(texts)]


def _found(text, rules, levels=frozenset({Level.REQUIRED, Level.ADVISED})):
    found = []
    for check in CHECKS:
        level = check.level(text.snapshot.kind, rules.check_levels)
        if level not in levels:
            continue
        found.extend(
            Problem(
                check,
                finding.field or check.field,
                finding.words,
                is_required=level == Level.REQUIRED,
            )
            for finding in check.find(text)
        )
    return found


def required(found):
    return [problem for problem in found if problem.is_required]


# An interview is by whoever asked; a translator alone has not written it.
_WROTE = {Credit.Role.AUTHOR, Credit.Role.INTERVIEWER}


def _headline(text):
    if not text.snapshot.headline.strip():
        yield Finding("Write a headline.")


def _text(text):
    if not plain(text.snapshot.body) and "<figure" not in text.snapshot.body:
        yield Finding("There is no text yet.")


def _author(text):
    if all(line.role not in _WROTE for line in text.snapshot.credits):
        yield Finding("Nobody is named as the author.")


def _place(text):
    if not text.snapshot.regions and not text.snapshot.themes:
        yield Finding("Choose a region or a theme, or readers will not find it.")


def _alt(text):
    for field, image in text.pictures:
        if not image.alt and not image.is_decorative:
            words = (
                f"The picture “{image}” has no text for those who cannot see it. "
                "Open the picture and write one, or tick “decorative”."
            )
            yield Finding(words, field)


def _picture_credit(text):
    for field, image in text.pictures:
        if not image.credit:
            yield Finding(f"The picture “{image}” has no credit.", field)


def _withdrawn(text):
    for field, image in text.pictures:
        if image.withdrawn_at:
            words = (
                f"The picture “{image}” was withdrawn for legal reasons, so readers "
                "would not see it. Take it out."
            )
            yield Finding(words, field)


def _permission(text):
    source = text.source
    if source is None or source.has_standing_permission or text.snapshot.permission:
        return
    yield Finding(f"{source} has given no standing permission. Say who allowed this.")


def _links(text):
    for field, pk, headline in text.dead_links:
        if headline:
            words = f"A link leads to “{headline}”, which readers cannot see."
        else:
            words = f"A link leads to article {pk}, which does not exist."
        yield Finding(words, field)


def _description(text):
    if not text.snapshot.search_description:
        yield Finding("Search engines have no description to show.")


def _legal(text):
    for note in text.open_flags:
        # Its reason is for those who see the article's sources.
        yield Finding(
            "A legal flag is open. It stands with the sources: clear it, or ask "
            f"{note.flagged_by_name or 'whoever raised it'} or a publisher."
        )


def _proposed(text):
    for author in text.proposed_authors:
        yield Finding(objection(author))


_PAGES = frozenset({Kind.PAGE})
CHECKS = (
    Check("headline", "Headline", "headline", _headline, Level.REQUIRED, is_fixed=True),
    Check("text", "Text", "body", _text),
    Check("legal", "Legal flags", "source_notes", _legal, is_fixed=True),
    Check("author", "At least one author", "credits", _author, exempt=_PAGES),
    Check("proposed", "Proposed authors", "credits", _proposed, is_fixed=True),
    Check("place", "Region or theme", "regions", _place, exempt=_PAGES),
    Check("alt", "Text in place of pictures", "body", _alt, Level.REQUIRED),
    Check("picture_credit", "Credit of pictures", "body", _picture_credit),
    Check("withdrawn", "Withdrawn pictures", "body", _withdrawn, is_fixed=True),
    Check("permission", "Permission of the source", "permission", _permission),
    Check("links", "Links to our own articles", "body", _links),
    Check(
        *("description", "Search description", "search_description", _description),
        exempt=_PAGES,
    ),
)
