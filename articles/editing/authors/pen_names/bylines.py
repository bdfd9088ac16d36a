"""Where the numbers of authors are stored, beside the rows of a byline."""

from django.db.models import F, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from articles.models import Article, Edition, Revision


def articles_naming(ids):
    """Return the numbers of all articles that name one of these authors, anywhere.

    In the desk copy, in what readers saw, see or are to see, in any version: a query
    for each, which reads every version of the newsroom. Only a move of bylines asks.
    """
    found = set(
        Article.objects.filter(credits__author__in=ids).values_list("pk", flat=True)
    )
    kept = Revision.objects.annotate(
        line=Cast(KeyTextTransform("credits", "content"), TextField())
    )
    shown = Edition.objects.annotate(line=Cast(F("credits"), TextField()))
    for pk in ids:
        for rows in (kept, shown):
            named = rows.filter(line__contains=f"[{pk},")
            found.update(
                named.order_by().values_list("article_id", flat=True).distinct()
            )
    return sorted(found)


def renamed(lines, ids, to):
    """Return credits as JSON with one author in the place of others, each role once.

    What was worded by hand said a name. All else is kept to the letter; None where no
    line names any of the others.
    """
    if not any(line[0] in ids for line in lines):
        return None
    moved, roles = [], set()
    for line in lines:
        own = [to, line[1], "", *line[3:]] if line[0] in ids else line
        if own[0] == to and own[1] in roles:
            continue
        if own[0] == to:
            roles.add(own[1])
        moved.append(own)
    return moved
