"""What stands beside an author's form: readers' page, articles, the last review."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from articles.editing.authors.reviewing import last_review
from articles.editing.things.permission import refusal_of
from articles.models import AuthorPlacement
from articles.models.actions import Action, may

MOST_ARTICLES = 3


@dataclass(frozen=True)
class Beside:
    newest: list
    count: int
    list_address: str
    reviewed_on: object
    reviewed_by: str
    is_reviewed_today: bool
    may_review: bool


def beside(author, request):
    now = timezone.now()
    placed = AuthorPlacement.objects.filter(term=author).visible(now).listed()
    newest = placed.newest_first().select_related("edition")[:MOST_ARTICLES]
    reads_desk = may(request.user, Action.READ)
    desk_list = reverse("admin:articles_article_changelist")
    review = last_review(author)
    return Beside(
        newest=[placement.edition for placement in newest],
        count=placed.count(),
        list_address=f"{desk_list}?author={author.pk}" if reads_desk else "",
        reviewed_on=author.bio_reviewed_on,
        reviewed_by=review.made_by_name if review else "",
        is_reviewed_today=author.bio_reviewed_on == timezone.localdate(now),
        may_review=not refusal_of(request.user, "change", author),
    )
