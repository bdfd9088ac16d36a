"""What narrows the calendar: some of the filters of the list of articles."""

from dataclasses import dataclass, field

from django.contrib.admin import site
from django.db.models import QuerySet

from articles.admin.filters import (
    ByKind,
    ByLanguage,
    ByPerson,
    ByRegion,
    ByReport,
    ByTheme,
)
from articles.models import Article

FILTERS = (ByPerson, ByKind, ByLanguage, ByRegion, ByTheme, ByReport)


@dataclass(frozen=True)
class Narrowing:
    """The filters, and the articles that they leave: None where they leave all."""

    filters: list = field(default_factory=list)
    within: QuerySet | None = None

    @property
    def is_on(self):
        return self.within is not None


def narrowing(request):
    """Read the filters from the address: one query, for all the names in them."""
    screen = site.get_model_admin(Article)
    asked = dict(request.GET.lists())
    filters = [each(request, asked, Article, screen) for each in FILTERS]
    articles = Article.objects.all()
    for each in filters:
        articles = each.queryset(request, articles)
    is_narrowed = any(each.value() for each in filters)
    return Narrowing(filters, articles.values("pk") if is_narrowed else None)
