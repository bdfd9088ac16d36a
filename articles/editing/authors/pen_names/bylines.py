"""One author in the place of others, in credits as they are stored."""

from dataclasses import replace

from articles.models.snapshot import CreditLine


def renamed(values, ids, to):
    """Return credits as JSON with one author in the place of others, each role once.

    What was worded by hand said a name. All else is kept to the letter; None where no
    line names any of the others.
    """
    lines = list(map(CreditLine.from_json, values))
    if not any(line.author in ids for line in lines):
        return None
    moved, roles = [], set()
    for line in lines:
        own = replace(line, author=to, wording="") if line.author in ids else line
        if own.author == to and own.role in roles:
            continue
        if own.author == to:
            roles.add(own.role)
        moved.append(own.to_json())
    return moved
