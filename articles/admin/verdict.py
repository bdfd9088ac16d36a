"""What the checks find in a text, and what else stands against publishing it."""

from dataclasses import dataclass, field

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from articles.admin.article_form import ArticleForm
from articles.admin.article_pages import about
from articles.admin.overriding import way_round
from articles.admin.unsaved.restoring import take_up
from articles.editing import checks, obstacles
from articles.editing.scrutiny import Scrutinised
from articles.models import Article
from articles.models.actions import Action, rules_for


@dataclass(frozen=True)
class Verdict:
    found: list = field(default_factory=list)
    against: list = field(default_factory=list)
    way_round: str = ""
    text: Scrutinised | None = None

    @property
    def problems(self):
        """What the checks found, by field."""
        by_field = {}
        for problem in self.found:
            by_field.setdefault(problem.field, []).append(problem)
        return by_field

    @property
    def needs(self):
        """What is to be mended before this text can be published, and where."""
        return [obstacle for obstacle in self.against if obstacle.field]

    @property
    def objection(self):
        """What four eyes say to somebody who might else publish it."""
        said = (each for each in self.against if each.name == obstacles.FOUR_EYES)
        return next((each.words for each in said), "")

    @property
    def advice(self):
        return [problem for problem in self.found if not problem.is_required]


def verdict(user, article, text, more=()):
    """Judge a text of an article; `more` are obstacles that are known already."""
    rules = rules_for(user)
    looked_at = Scrutinised(text, article)
    found = checks.found_in(looked_at, rules)
    against = obstacles.against_publishing(user, article, text, found, rules)
    against = [*against, *more]
    return Verdict(found, against, way_round(user, article, against), looked_at)


@require_safe
@about(Action.EDIT)
def as_written(request, article):
    """Judge what its person has typed and not saved, for the page to show it."""
    form = ArticleForm(take_up(request, Article, article), instance=article)
    judged = verdict(request.user, article, form.as_far_as_valid())
    context = {"verdict": judged, "in_form": True}
    panel = render_to_string("admin/articles/article/problems.html", context)
    fields = {
        name: [[problem.words, problem.is_required] for problem in problems]
        for name, problems in judged.problems.items()
    }
    return JsonResponse({"panel": panel, "fields": fields})
