"""Moving bylines to a pen name: whose, which, and what cannot be recalled."""

from django.core.exceptions import ValidationError

from articles.admin.authors.pen_names.forms import ChosenForm, WhoseForm
from articles.admin.authors.pen_names.guard import for_keepers, page
from articles.editing.authors.crediting import articles_naming
from articles.editing.authors.names import numbers_of
from articles.editing.authors.pen_names.keeping import with_all
from articles.editing.authors.pen_names.moving import move_bylines
from articles.editing.authors.pen_names.recalling import what_still_says
from articles.models import Article, Edition, Revision
from articles.models.actions import Action, may


@for_keepers
def move(request, record, screen):
    """Three answers to one address: nobody's name stands in it."""
    title = f"Move bylines to “{record.author}”"
    whose = WhoseForm(request.POST or None)
    context = {"title": title, "record": record, "whose": whose}
    if not (whose.is_bound and whose.is_valid()):
        return page(request, "move", **context)
    author = whose.cleaned_data["whose"]
    numbers = articles_naming(numbers_of(author))
    chosen = None
    if "secret-seen" in request.POST:
        chosen = ChosenForm(request.POST, articles=numbers)
        if chosen.is_valid() and (done := _moved(request, record, author, chosen)):
            return _after(request, record, done, title)
    context |= _before(request, author, numbers)
    seen = record.touched_at.isoformat()
    return page(request, "choose", form=chosen, seen=seen, **context)


def _moved(request, record, author, form):
    said = form.cleaned_data
    try:
        return move_bylines(
            record, author, said["articles"], by=request.user, seen=said["seen"]
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        record.refresh_from_db(fields=["touched_at"])
        return None


def _before(request, author, numbers):
    """What is to be moved: three queries, however much it is."""
    articles = Article.objects.filter(pk__in=numbers).order_by("-pk")
    articles = list(articles.only("headline", "language", "binned_at"))
    shown = set(
        Edition.objects.visible()
        .filter(article__in=numbers)
        .values_list("article_id", flat=True)
    )
    reads = may(request.user, Action.READ)
    for article in articles:
        article.is_shown = article.pk in shown
        article.may_be_told = reads or article.is_shown
    return {
        "author": author,
        "articles": articles,
        "editions": Edition.objects.filter(article__in=numbers).count(),
        "versions": Revision.objects.filter(article__in=numbers).count(),
    }


def _after(request, record, done, title):
    """The move itself is in the log: its keeper sees what it has left, and nothing else
    that is hidden.
    """
    return page(
        request,
        "moved",
        title=title,
        record=record,
        count=len(done),
        found=what_still_says(with_all(record, by=request.user)),
        reads=may(request.user, Action.READ),
    )
