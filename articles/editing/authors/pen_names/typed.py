"""Unsaved text of articles whose byline was moved: the form holds authors, too."""

import re

from django.http import QueryDict

from articles.models import Article, WorkingCopy

_ROW = re.compile(r"(credits-\d+-)(author|author-typed)$")


def follow(articles, before, move):
    """Put the pen name into what colleagues have typed and not saved yet.

    `before` are the articles' versions until now, by their ids.
    """
    after = {article.pk: article.version for article in articles}
    own = WorkingCopy.objects.filter(
        thing=Article._meta.label_lower, thing_id__in=after
    )
    kept = list(own)
    for row in kept:
        old, new = before[row.thing_id], after[row.thing_id]
        row.form = _moved(row.form, move, {str(old): str(new)})
        row.began_from = new if row.began_from == old else row.began_from
    WorkingCopy.objects.bulk_update(kept, ["form", "began_from"])


def _moved(form, move, seen):
    data = QueryDict(form, mutable=True)
    names = {str(pk) for pk in move.ids} | {name.casefold() for name in move.names}
    for name in list(data):
        found = _ROW.fullmatch(name)
        if found and data[name].strip().casefold() in names:
            row = found[1]
            data[f"{row}author"] = str(move.to.pk)
            data[f"{row}author-typed"] = data[f"{row}wording"] = ""
    if data.get("seen") in seen:
        data["seen"] = seen[data["seen"]]
    return data.urlencode()
