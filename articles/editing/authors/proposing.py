"""Authors whom somebody has named in a byline before they were ours.

A proposed author is a row like any other, which stands nowhere but in a byline. Its
address is nobody's, and it is given one when it is accepted.
"""

from dataclasses import dataclass, replace
from secrets import token_hex

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.html import escape

from articles.editing import desk, notes, things
from articles.editing.log import record
from articles.editing.merging import merge
from articles.editing.outcomes import Conflict
from articles.editing.permission import require
from articles.editing.reasons import MOST, reason
from articles.editing.things.permission import require as require_screen
from articles.editing.things.rows import validate, write
from articles.editing.things.versions import keep, locked, standing
from articles.models import Article, Author, Credit, Event, Version
from articles.models.actions import Action, may, may_reword
from articles.models.author import UNADDRESSED
from articles.models.body import clean_paragraphs
from articles.models.slugs import free_slug
from articles.reading.wording import plain

MOST_WAITING = 10
TOO_MANY = (
    f"{MOST_WAITING} authors whom you have proposed wait for somebody to decide. Ask "
    "the authors’ desk or an editor first, or take out a name you do not need."
)
DECIDED = "Somebody has decided about “{}” meanwhile. Look at it, then decide again."
NOT_YOURS = "Somebody else has proposed “{}”. Ask an editor to change it."
NOT_OURS = "“{}” is no author of ours, so it cannot be who was meant."
STAYS = "Only who may change the article takes the name out of its byline: ask them."


@dataclass(frozen=True)
class Newcomer:
    """What is said of somebody who is new: the name, a line about them, one link."""

    name: str
    bio: str = ""
    link: str = ""


def said_of(author):
    """Return what is said of an author as a Newcomer."""
    links = author.link_list
    return Newcomer(author.name, plain(author.short_bio), links[0] if links else "")


@transaction.atomic
def propose(name, bio="", link="", *, by, article=None, now=None):
    """Make an author about whom somebody is to decide; return them.

    `article` is whose byline names them, None if it is being filed. Whom somebody has
    proposed already under this name is not made twice.
    """
    require(by, Action.PROPOSE, article)
    said = Newcomer(" ".join(name.split()), bio, link)
    own = Author.objects.proposed().filter(proposed_by=by)
    if known := own.filter(name=said.name).first():
        return change(known, said, by=by, article=article)
    require_room(by)
    now = now or timezone.now()
    author = Author(proposed_at=now, proposed_by=by)
    content = _content(author, said).changed(slug=f"{UNADDRESSED}{token_hex(8)}")
    validate(author, content)
    write(author, content, version=1)
    keep(author, content, by=by, intent=Version.Intent.SAVE)
    if article is not None:
        kind = Event.Kind.AUTHOR_PROPOSED
        record(article, kind, by=by, why=author.name, now=now)
    return author


def require_room(by, count=1):
    """Refuse to ask for so many more than somebody may have waiting."""
    own = Author.objects.waiting().filter(proposed_by=by)
    if own.count() + count > MOST_WAITING:
        raise ValidationError(TOO_MANY)


@transaction.atomic
def change(author, said, *, by, article):
    """Let a proposed author be called and described otherwise; return them."""
    require(by, Action.PROPOSE, article)
    author = require_waiting(author)
    if not may_reword(by, author):
        raise PermissionDenied(NOT_YOURS.format(author))
    content = _content(author, said)
    if content == author.content():
        return author
    validate(author, content)
    began = standing(author).number
    kept = {"by": by, "intent": Version.Intent.SAVE, "began_from": began}
    write(author, content, version=keep(author, content, **kept).number)
    return author


@transaction.atomic
def add(name, bio="", link="", *, by):
    """Add an author of whom no more is known yet; return them."""
    said = Newcomer(" ".join(name.split()), bio, link)
    slug = free_slug(said.name, Author.objects.all(), "author")
    content = _content(Author(), said).changed(slug=slug)
    return things.create(Author, content, by=by).thing


@transaction.atomic
def accept(author, *, by, seen, content):
    """Let a proposed author be one of ours, with that content; return what save() does.

    With a Conflict nothing is decided: somebody has changed the same meanwhile.
    """
    require_deciding(by)
    author = require_waiting(author)
    if content.slug.startswith(UNADDRESSED):
        others = Author.objects.exclude(pk=author.pk)
        content = content.changed(slug=free_slug(content.name, others, "author"))
    outcome = things.save(author, content, by=by, seen=seen)
    if isinstance(outcome, Conflict):
        return outcome
    articles = _settle(outcome.thing)
    _tell(articles, Event.Kind.AUTHOR_ACCEPTED, outcome.thing.name, by=by)
    return outcome


def accepted_as(author, said):
    """Return the content of an author of whom this is said."""
    return _content(author, said)


@transaction.atomic
def use_instead(author, other, *, by, seen):
    """Say that a proposed author is one of ours, who stands in their place from now on.

    `seen` is the version of the proposed one that was looked at.
    """
    require_deciding(by)
    author = require_waiting(author)
    if not Author.objects.unmerged().filter(pk=other.pk).exists():
        raise ValidationError(NOT_OURS.format(other))
    articles = _settle(author)
    stays = {"into_seen": other.version, "content": other.content()}
    merge(author, other, by=by, seen=seen, **stays)
    _tell(articles, Event.Kind.AUTHOR_KNOWN, f"{author}: {other}", by=by)


@transaction.atomic
def decline(author, *, by, why):
    """Take a proposed author out of each byline, and tell whoever filed it why."""
    require_deciding(by)
    author = require_waiting(author)
    why = why_declined(author, why)
    named = Article.objects.unbinned().filter(credits__author=author)
    articles = list(named.distinct())
    if not all(may(by, Action.EDIT, article) for article in articles):
        raise PermissionDenied(STAYS)
    for article in articles:
        text = without(article.snapshot(), author.pk)
        desk.save(article, text, by=by, seen=article.version, why=f"Without {author}")
        tell_declined(article, author, by=by, why=why)


def why_declined(author, why):
    """Return the reason, which the log keeps behind the author's name."""
    needed = "Say why: whoever proposed it will ask."
    return reason(why, needed=needed, most=MOST - len(f"{author}: "))


def without(snapshot, author_id):
    """Return the text with nothing credited to an author."""
    left = (line for line in snapshot.credits if line.author != author_id)
    return replace(snapshot, credits=tuple(left))


def tell_declined(article, author, *, by, why):
    """Tell whoever proposed an author why it stands no longer in the byline."""
    words = f"{author}: {why}"
    _tell([article], Event.Kind.AUTHOR_DECLINED, words, by=by)
    writer = author.proposed_by
    if writer and writer != by and may(by, Action.NOTE, article):
        text = f"“{author}” is not in the byline any more: {why}"
        tell = [writer] if may(writer, Action.READ, article) else []
        notes.add(article, by=by, text=text, tell=tell)


def require_deciding(by):
    require_screen(by, "add", Author)


def require_waiting(author):
    """Return a proposed author, locked; refuse where somebody has decided already."""
    author = locked(author)
    if author.proposed_at is None:
        raise ValidationError(DECIDED.format(author))
    return author


def _content(author, said):
    """Return an author's content with what is said: all else stays as it is."""
    content = author.content()
    if said.bio != plain(author.short_bio):
        content = content.changed(short_bio=clean_paragraphs(escape(said.bio.strip())))
    others = author.link_list[1:]
    links = "\n".join(filter(None, [said.link.strip(), *others]))
    return content.changed(name=" ".join(said.name.split()), links=links)


def _settle(author):
    """Let nothing ask about an author any more; return the articles that name them."""
    author.proposed_at = author.proposed_by = None
    author.save(update_fields=["proposed_at", "proposed_by"])
    named_in = Credit.objects.filter(author=author).values("article")
    # In the order in which articles are always locked.
    articles = Article.objects.select_for_update().filter(pk__in=named_in)
    articles = list(articles.order_by("pk"))
    proposed = Author.objects.proposed().values("pk")
    others = Credit.objects.filter(article=OuterRef("pk"), author__in=proposed)
    ids = [article.pk for article in articles]
    settled = Article.objects.filter(pk__in=ids).exclude(Exists(others))
    settled.update(has_proposed_author=False)
    return articles


def _tell(articles, kind, why, *, by):
    for article in articles:
        record(article, kind, by=by, why=why)
