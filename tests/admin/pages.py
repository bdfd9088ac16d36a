"""Staff pages as a browser without scripts would use them."""

from django.urls import reverse
from lxml import html

from articles.models import Article


def change_page(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def new_page():
    return reverse("admin:articles_article_add")


def list_page():
    return reverse("admin:articles_article_changelist")


def filled(response, form_id="article_form"):
    """Return what the page's form would post: lists of values by name."""
    form = html.fromstring(response.text).get_element_by_id(form_id)
    data = {}
    for name, value in form.form_values():
        # Browsers drop the line break that a <textarea> begins with.
        data.setdefault(name, []).append(value.removeprefix("\n"))
    return data


def save(client, article=None, button="_save", base=None, **changes):
    """Post the article's form, as opened now or as `base`, with some fields changed."""
    page = change_page(article) if article else new_page()
    data = base or filled(client.get(page))
    data = {**data, **changes, button: ""}
    return client.post(page, data, follow=True)


def words(response):
    """Return the messages that the page shows."""
    return [str(message) for message in response.context["messages"]]


def fresh(article):
    return Article.objects.get(pk=article.pk)
