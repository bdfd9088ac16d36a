"""What the editor looks up while somebody writes: articles of ours."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from articles.editing.standing import standings
from articles.models import Article
from articles.models.actions import Action, may

MOST = 24


@require_safe
def headlines(request):
    """Find articles of ours by words of their headlines, for a link to them."""
    if not may(request.user, Action.READ):
        raise PermissionDenied
    articles = Article.objects.unbinned().newest_first().only("headline", "version")
    for word in request.GET.get("q", "").split():
        articles = articles.filter(headline__icontains=word)
    articles = list(articles[:MOST])
    known = standings(articles)
    return JsonResponse(
        {
            "articles": [
                {
                    "headline": article.headline,
                    "address": f"/articles/{article.pk}/",
                    "state": known[article.pk].state.label,
                }
                for article in articles
            ]
        }
    )
