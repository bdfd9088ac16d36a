"""The links by which authors see what we say of them, and propose changes."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from articles.editing.authors.names import theirs
from articles.editing.log import name_of
from articles.editing.things.permission import require
from articles.editing.things.versions import locked
from articles.models import Author, AuthorLink, Publication

DAYS = {7: "7 days", 30: "30 days", 90: "90 days"}
MOST_OPEN = 10  # of one author; whoever needs more has lost sight of them
PROPOSED = "They are no author of ours yet: decide about the proposal first."
PEN_NAME = (
    "A pen name has no link of its own: who was sent one would be known to stand "
    "behind it. Ask them for changes as you would ask for a text."
)
MERGED = "This is {author} now: make the link there."


def refusal_to_link(author):
    """Return why no link can be made for an author, in words; "" if one can."""
    if author.kind == Author.Kind.PEN_NAME:
        return PEN_NAME
    if author.proposed_at:
        return PROPOSED
    if author.merged_into_id:
        return MERGED.format(author=author.merged_into)
    return ""


def links_of(author):
    """Select an author's links, those of whoever was merged into them among them."""
    return theirs(AuthorLink.objects, author)


@transaction.atomic
def make_link(author, *, by, days, now=None):
    """Make a link to what we say of an author; return it."""
    require(by, "change", Author)
    author = locked(author)
    if words := refusal_to_link(author):
        raise ValidationError(words)
    if days not in DAYS:
        raise ValidationError({"days": "Choose how long it shall open."})
    now = now or timezone.now()
    if links_of(author).open(now).count() >= MOST_OPEN:
        raise ValidationError(
            f"There are {MOST_OPEN} open links already. Revoke those nobody needs."
        )
    return AuthorLink.objects.create(
        author=author,
        made_by=by,
        made_by_name=name_of(by),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )


@transaction.atomic
def revoke(link, *, by, now=None):
    """Close a link for good; one that is closed or has run out is left as it is."""
    require(by, "change", Author)
    now = now or timezone.now()
    revoked = {"revoked_at": now, "revoked_by_name": name_of(by)}
    AuthorLink.objects.open(now).filter(pk=link.pk).update(**revoked)


def revoke_all(author, *, by, now=None):
    """Close all of an author's links, as whoever hides or erases them must."""
    require(by, "change", Author)
    now = now or timezone.now()
    revoked = {"revoked_at": now, "revoked_by_name": name_of(by)}
    return links_of(author).open(now).update(**revoked)


def mail(link, *, by, to, subject, text, now=None):
    """Send a link to an address, which is kept nowhere; raise what mailing raises."""
    require(by, "change", Author)
    if not link.is_open(now):
        raise ValidationError("This link is closed: make a new one.")
    publication = Publication.objects.current()
    answers_to = by.email or publication.error_reports_address
    EmailMessage(
        subject=" ".join(subject.split()),
        body=text.replace("\r\n", "\n"),
        to=[to],
        reply_to=[answers_to] if answers_to else None,
    ).send()
