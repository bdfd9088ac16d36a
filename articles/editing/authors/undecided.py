"""Proposed authors in a byline: no text goes on to readers while there is one."""

from django.core.exceptions import ValidationError

from articles.models import Author


def undecided(lines):
    """Return the authors of some CreditLines about whom nobody has decided yet."""
    named = {line.author for line in lines}
    return Author.objects.proposed().filter(pk__in=named).order_by("pk")


def objection(author):
    return (
        f"Nobody has decided yet about “{author}”, who was proposed as a new author. "
        "The question stands in the byline."
    )


def require_decided(article):
    """Refuse an article with a proposed author: no query where there is none."""
    if not article.has_proposed_author:
        return
    _refuse(Author.objects.proposed().filter(articles=article).distinct())


def require_settled(lines):
    """Refuse CreditLines of which one names a proposed author."""
    _refuse(undecided(lines))


def _refuse(waiting):
    if words := [objection(author) for author in waiting]:
        raise ValidationError({"credits": words})


def has_proposed(article, snapshot, standing):
    """Say whether a text that takes the place of another names a proposed author.

    One query, where the byline names somebody new or the article named one already.
    """
    named = {line.author for line in snapshot.credits}
    if standing is not None and not article.has_proposed_author:
        named -= {line.author for line in standing.credits}
    return bool(named) and Author.objects.proposed().filter(pk__in=named).exists()
