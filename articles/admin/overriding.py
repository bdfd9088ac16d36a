"""Publishing in spite of what stands against it: what that is, and for whom."""

from dataclasses import replace

from django.urls import reverse

from articles.editing import checks
from articles.models import four_eyes
from articles.models.actions import Action, may, rules_for


def objection(user, article):
    """Return what four eyes say to somebody who might else publish this article."""
    rules = rules_for(user)
    alone = replace(rules, has_four_eyes=False)
    if not rules.has_four_eyes or not may(user, Action.PUBLISH, article, alone):
        return ""
    return four_eyes.objection(user, article)


def obstacles(user, article, found):
    """Return, in words, what of `found` and of four eyes forbids publication."""
    why = objection(user, article)
    words = [problem.words for problem in checks.required(found)]
    return [why, *words] if why else words


def way_round(user, article, found):
    """Return the address of the page that asks for the reason; "" where none is needed,
    or the person may not, or something is missing that no reason makes up for.
    """
    if not may(user, Action.OVERRIDE, article) or not obstacles(user, article, found):
        return ""
    if not all(problem.can_be_overridden for problem in checks.required(found)):
        return ""
    return reverse("admin:override", args=[article.pk])
