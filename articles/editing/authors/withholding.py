"""Keeping an author's name from readers, under all articles or some, and ending that.

Nothing is rewritten: reading decides it, of the past too. Only the places in the
author's list go, and come back.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.authors.crediting import articles_crediting
from articles.editing.authors.names import numbers_of, telling
from articles.editing.authors.steps import locked, require_own, write_down
from articles.editing.reasons import reason
from articles.models import Article, Author, AuthorPlacement, AuthorStep
from articles.publishing import placements

ALL = "all articles, new ones too"
_FIELDS = ("withheld_at", "withheld_on", "names_withheld")


@transaction.atomic
def withhold(author, on, *, by, seen, why, request=None, now=None):
    """Withhold the name under articles, ids or ALL; return the author.

    It is shown again under those that are not among them any more. `seen` is the last
    step known of.
    """
    author, now = locked(author, by=by, seen=seen), now or timezone.now()
    crediting = articles_crediting(numbers_of(author))
    if on != ALL and not crediting.issuperset(on):
        words = "One of these articles does not credit this author. Choose again."
        raise ValidationError({"articles": words})
    if not on:
        raise ValidationError({"articles": "Choose at least one article."})
    text = f"On {ALL}" if on == ALL else f"On articles no. {_numbers(on)}"
    said = {"by": by, "why": why, "request": request, "text": text}
    return _turn(author, on, crediting, AuthorStep.Kind.WITHHELD, now=now, **said)


@transaction.atomic
def show_name(author, *, by, seen, why, request=None, now=None):
    """Show the name again wherever it was withheld; return the author."""
    author, now = locked(author, by=by, seen=seen), now or timezone.now()
    if not (author.withheld_at or author.withheld_on):
        raise ValidationError("The name is withheld nowhere.")
    said = {"by": by, "why": why, "request": request}
    crediting = articles_crediting(numbers_of(author))
    return _turn(author, [], crediting, AuthorStep.Kind.NAMED, now=now, **said)


def set_reticence(author, on, now):
    """Set in memory what readers are told of the name."""
    author.withheld_at = (author.withheld_at or now) if on == ALL else None
    author.withheld_on = [] if on == ALL else sorted(on)
    author.names_withheld = telling(numbers_of(author)) if on else []


def _turn(author, on, crediting, kind, *, by, why, request, now, text=""):
    require_own(request, author)
    why = reason(why)
    was = {pk for pk in crediting if author.is_withheld_on(pk)}
    for other in author.absorbed.select_for_update().order_by("pk"):
        _take_along(other, author, on, now)
    set_reticence(author, on, now)
    author.save(update_fields=_FIELDS)
    follow(author, was, crediting)
    write_down(author, kind, by=by, now=now, why=why, text=text, request=request)
    return author


def _take_along(other, author, on, now):
    """Have whoever was merged into the author stay as unnamed if that is undone.

    What was withheld of them alone stays so.
    """
    if other.withheld_at and not author.withheld_at:
        return
    own = set() if other.withheld_at else {*other.withheld_on} - {*author.withheld_on}
    set_reticence(other, on if on == ALL else own.union(on), now)
    other.save(update_fields=_FIELDS)


def follow(author, was, crediting):
    """Take the author's places away under what does not name them, and give back."""
    unnamed = {pk for pk in crediting if author.is_withheld_on(pk)}
    Article.objects.filter(pk__in=unnamed - was).update(withholds_names=True)
    gone = AuthorPlacement.objects.filter(term__in=numbers_of(author))
    gone.filter(article__in=unnamed).delete()
    for article in Article.objects.filter(pk__in=was - unnamed, withdrawn_at=None):
        placements.place_authors(article)


def withhold_as(article, copy):
    """Name nobody in a copy of an article whom the article does not name."""
    if not article.withholds_names:
        return
    ids = article.credits.values_list("author", flat=True)
    for author in Author.objects.resolved(ids).values():
        if article.pk in author.withheld_on:
            row = Author.objects.select_for_update().get(pk=author.pk)
            row.withheld_on = sorted({*row.withheld_on, copy.pk})
            row.save(update_fields=["withheld_on"])
    copy.withholds_names = True
    copy.save(update_fields=["withholds_names"])


def _numbers(ids):
    return ", ".join(map(str, sorted(ids)))
