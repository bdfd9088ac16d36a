"""“Find”: one field in the head of every page, and the page that it leads to."""

from django.contrib.admin import site
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from articles.editing.finding.everything import find_everywhere, find_while_typing


@require_safe
def search(request):
    """Answer a script with a few of each kind, a person with a page."""
    query = request.GET.get("q", "")
    if request.headers.get("Accept", "").startswith("application/json"):
        groups = find_while_typing(query, by=request.user)
        response = JsonResponse({"groups": [_told(group) for group in groups]})
    else:
        context = {
            **site.each_context(request),
            "title": "Find",
            "query": query.replace("\0", ""),
            "groups": find_everywhere(query, by=request.user),
        }
        response = render(request, "admin/search.html", context)
    patch_vary_headers(response, ["Accept"])
    return response


def _told(group):
    return {
        "name": group.name,
        "hits": [
            {
                "words": hit.words,
                "note": hit.note,
                "address": hit.address,
                "language": hit.language,
            }
            for hit in group.hits
        ],
    }
