"""Two texts that both go on from a third, put together for somebody to read through."""

from difflib import SequenceMatcher
from itertools import pairwise

from lxml import etree, html


def put_together(base: str, one: str, other: str) -> str:
    """Return one text with the changes of both, paragraph by paragraph.

    Where both changed the same paragraph it stands twice, first as `one` has it: no
    sentence is missing, and which shall stay is a person's to say. Markup is what
    models.body has cleaned.
    """
    was, mine, theirs = (_paragraphs(markup) for markup in (base, one, other))
    together = []
    for before, after in pairwise(_anchors(was, mine, theirs)):
        stretches = (
            text[start + 1 : end]
            for text, start, end in zip((was, mine, theirs), before, after, strict=True)
        )
        together += _stretch(*stretches)
        together += was[after[0] : after[0] + 1]
    return "".join(together)


def _paragraphs(markup):
    root = html.fragment_fromstring(markup, create_parent="div")
    return [
        etree.tostring(block, encoding="unicode", method="html", with_tail=False)
        for block in root
    ]


def _anchors(was, mine, theirs):
    """Yield the places of paragraphs that all three have, and of both ends."""
    in_mine, in_theirs = _same(was, mine), _same(was, theirs)
    yield (-1, -1, -1)
    for place in range(len(was)):
        if place in in_mine and place in in_theirs:
            yield (place, in_mine[place], in_theirs[place])
    yield (len(was), len(mine), len(theirs))


def _same(old, new):
    """Return where paragraphs of `old` stand in `new`, by their places in `old`."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return {
        match.a + step: match.b + step
        for match in matcher.get_matching_blocks()
        for step in range(match.size)
    }


def _stretch(was, mine, theirs):
    if mine in (was, theirs):
        return theirs
    if theirs == was:
        return mine
    if len(was) == len(mine) == len(theirs):
        each = zip(was, mine, theirs, strict=True)
        return [paragraph for trio in each for paragraph in _chosen(*trio)]
    return [*mine, *(paragraph for paragraph in theirs if paragraph not in mine)]


def _chosen(was, mine, theirs):
    if mine in (was, theirs):
        return [theirs]
    return [mine] if theirs == was else [mine, theirs]
