"""What a link of an author's own opens, and that it was opened."""

from datetime import timedelta

from articles.models import Author, AuthorLink

AN_HOUR = timedelta(hours=1)


class LinkClosed(Exception):
    """The link opens nothing any more, or never did."""


def opened(token, at):
    """Return the link and whose it is now; raise LinkClosed for any other token.

    One query, whatever the token. An author merged into another is that one. A pen name
    is nobody's by such a link: it was made when it was no pen name, and whoever was
    given it would learn who stands behind which.
    """
    links = AuthorLink.objects.by_token(token).open(at)
    link = links.select_related("author__photo", "author__merged_into__photo").first()
    if link is None:
        raise LinkClosed
    # Not stands_for(): no article is meant, but the entry, as frank as it is itself.
    author = link.author.merged_into or link.author
    if Author.Kind.PEN_NAME in {link.author.kind, author.kind}:
        raise LinkClosed
    return link, author


def note_opening(link, now):
    """Write down when it was last opened, at most once an hour: as a log would.

    Nothing that anybody sees outside, decides or is shown next hangs on it.
    """
    if link.last_opened_at is None or link.last_opened_at <= now - AN_HOUR:
        AuthorLink.objects.filter(pk=link.pk).update(last_opened_at=now)
