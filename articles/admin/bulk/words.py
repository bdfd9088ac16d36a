"""What came of something done to several articles, in words."""

from datetime import date

from django.contrib.auth.models import User
from django.utils.formats import date_format

from articles.admin.in_words import items_of
from articles.admin.words import field_name
from articles.editing.deeds import DEEDS
from articles.models import Batch
from articles.models.snapshot import SETS, Snapshot
from articles.templatetags.desk import person

_BEGUN = {Batch.What.ADD: "Add to", Batch.What.REMOVE: "Take out of"}


def begun(what, count):
    """Return what a button does to so many articles: “Add to 3 articles”."""
    articles = "article" if count == 1 else "articles"
    return f"{_BEGUN.get(what, Batch.What(what).label)} {count} {articles}"


def counted(batch):
    """Return a batch in one line: “Approved: 3 of 4”."""
    lines = batch.report
    done = sum(line.is_done for line in lines)
    what = DEEDS[batch.what].done
    if batch.undoes_id:
        what = f"Undone ({what.lower()})"
    return f"{what}: {done} of {len(lines)}"


def asked(batch):
    """Return (label, words) of what was asked for: why, to whom, which terms."""
    options = batch.options
    if why := options.get("why"):
        return [("Why", why)]
    if batch.what == Batch.What.ASSIGN:
        account = User.objects.filter(pk=options["assignee"]).first()
        given = [("To", person(account, "nobody"))]
        if account and (day := options.get("due_on")):
            given.append(("Due", date_format(date.fromisoformat(day), "j F Y")))
        return given
    wanted = Snapshot(**{name: tuple(options.get(name, ())) for name in SETS})
    return [
        (field_name(name).capitalize(), ", ".join(items_of(name, wanted)[0]))
        for name in SETS
        if getattr(wanted, name)
    ]
