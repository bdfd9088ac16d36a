"""The trade's words for what the form and the log name by fields."""

from articles.models import Article

_OWN = {"credits": "byline", "body": "text", "slug": "address"}


def field_name(name):
    """Return what staff call a field of an article."""
    return _OWN.get(name) or str(Article._meta.get_field(name).verbose_name)


def joined(names):
    *most, last = list(names) or [""]
    return f"{', '.join(most)} and {last}" if most else last
