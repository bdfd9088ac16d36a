"""What differs between two texts, field by field, made ready for a page."""

from articles.admin.in_words import RICH, is_listed, items_of
from articles.admin.words import field_name
from articles.models import Image
from articles.models.blocks import Word
from articles.models.differences import (
    Difference,
    FieldDifference,
    Run,
    differences,
    folded,
    words_changed,
)


def differing_fields(old, new, names=None):
    """Compare two snapshots. The number of queries hangs on the fields, not on them."""
    names = old.differing(new) if names is None else names
    return [_field(name, old, new) for name in names]


def _field(name, old, new):
    label = field_name(name)
    if name in RICH:
        before, after = (RICH[name](getattr(side, name)) for side in (old, new))
        return differing_paragraphs(name, label, before, after)
    if is_listed(name):
        return differing_items(name, label, *items_of(name, old, new))
    before, after = (str(getattr(side, name) or "") for side in (old, new))
    return FieldDifference(name, label, runs=words_changed(before, after))


def differing_paragraphs(name, label, before, after):
    """Compare a field of two texts whose markup was cleaned."""
    parts = _with_pictures_named(differences(before, after))
    return FieldDifference(name, label, parts=folded(parts))


def differing_items(name, label, before, after):
    """Compare a field of two texts that is told as several names or lines."""
    return FieldDifference(name, label, **_moved(before, after))


def _moved(before, after):
    """Say which names went and which came; of another order alone, both whole."""
    removed = [item for item in before if item not in after]
    added = [item for item in after if item not in before]
    if not removed and not added:
        removed, added = [", ".join(before)], [", ".join(after)]
    return {"removed": removed, "added": added}


def _with_pictures_named(parts):
    """Say “Picture: its name” where the text holds the number of one."""
    numbers = {
        int(run.text.strip("[]"))
        for part in parts
        if part.tag == "figure"
        for run in part.runs
        if run.text.strip("[]").isdecimal()
    }
    if not numbers:
        return parts
    images = Image.objects.in_bulk(numbers)
    names = {f"[{pk}]": f"Picture: {image}" for pk, image in images.items()}
    return [_named(part, names) if part.tag == "figure" else part for part in parts]


def _named(part, names):
    runs = tuple(
        Run(run.change, (Word(names.get(run.text, "Picture: one that is gone")),))
        for run in part.runs
    )
    return Difference(part.change, part.tag, runs)
