"""Gives a text whose byline was moved a new number, so that older pages are known."""

from django.db.models import Max

from articles.models import Article, Revision


def begin_anew(articles):
    """Let each article's newest text have the next free number.

    A copy of it keeps the old number, for those who began from it; whatever names the
    version itself (what was approved, what readers see) goes on naming it.
    """
    rows = Revision.objects.filter(article__in=articles)
    newest = dict(rows.order_by().values_list("article").annotate(Max("number")))
    versions = {article.pk: article.version for article in articles}
    heads = [
        row
        for row in rows.filter(number__in=set(versions.values()))
        if row.number == versions[row.article_id]
    ]
    copies = [_copy(head) for head in heads]
    for head in heads:
        head.number = newest[head.article_id] + 1
    Revision.objects.bulk_update(heads, ["number"])
    Revision.objects.bulk_create(copies)
    _take_over(articles, newest)


def _copy(head):
    copied = {
        field.attname: getattr(head, field.attname)
        for field in Revision._meta.concrete_fields
        if not field.primary_key
    }
    return Revision(**copied)


def _take_over(articles, newest):
    rendered = {}
    for article in articles:
        rendered[article.pk] = (article.version, newest[article.pk] + 1)
        article.version = article.byline_since = newest[article.pk] + 1
    Article.objects.bulk_update(articles, ["version", "byline_since"])
    # A translation of that very text is no less up to date than it was.
    following = []
    for each in Article.objects.filter(translation_of__in=articles).defer("body"):
        old, new = rendered[each.translation_of_id]
        if each.translated_version == old:
            each.translated_version = new
            following.append(each)
    Article.objects.bulk_update(following, ["translated_version"])
