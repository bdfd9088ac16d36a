"""The least valid of each thing. A test states only what it is about."""

import itertools
from dataclasses import replace

from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.editing import (
    corrections,
    desk,
    holding,
    notes,
    publication,
    retracting,
    review,
    schedule,
    source_notes,
    withdrawing,
)
from articles.editing.authors import links
from articles.editing.fixes import live
from articles.editing.standing import standing
from articles.engaging.complaining.telling import complain
from articles.engaging.suggesting.entry import value_of
from articles.engaging.suggesting.suggesting import suggest
from articles.models import (
    Article,
    Author,
    Edition,
    Image,
    Region,
    Report,
    Source,
    SourceNote,
    Theme,
)
from articles.models.search_names import search_names
from articles.models.slugs import slug_of
from articles.models.snapshot import CreditLine, Snapshot
from articles.publishing.taking_down import Leaves

_numbers = itertools.count(1)


def user(role=None, **fields):
    """Make an account; `role` is the name of its group, or "superuser"."""
    number = next(_numbers)
    fields = {"username": f"user-{number}", **fields}
    if role == "superuser":
        return User.objects.create_superuser(**fields)
    account = User.objects.create_user(is_staff=True, **fields)
    if role:
        account.groups.add(Group.objects.get(name=role))
    return account


def editor():
    return user("Editor")


def author(name=None, **fields):
    name = name or f"Author {next(_numbers)}"
    made = Author(name=name, **{"slug": slug_of(name), **fields})
    made.search_names = search_names(made)
    made.save()
    return made


def proposed_author(*, by=None):
    """Make an author about whom nobody has decided yet, as nobody but a test does."""
    return author(proposed_at=timezone.now(), proposed_by=by)


def term(model, name=None, **fields):
    name = name or f"{model.__name__} {next(_numbers)}"
    return model.objects.create(name=name, slug=slug_of(name), **fields)


def region(name=None, **fields):
    return term(Region, name, **fields)


def theme(name=None, **fields):
    return term(Theme, name, **fields)


def report(name=None, **fields):
    return term(Report, name, **fields)


def source(name=None, **fields):
    return Source.objects.create(name=name or f"Source {next(_numbers)}", **fields)


def image(**fields):
    """Make a row of the media library whose files are not there."""
    fields = {"alt": "A harbour", "width": 1800, "height": 1200, **fields}
    checksum = f"{next(_numbers):064x}"
    return Image.objects.create(checksum=checksum, format="jpeg", **fields)


def snapshot(*, by_line=(), **fields):
    """Make desk copy; `by_line` are the authors in its byline."""
    fields = {"headline": "A headline", "body": "<p>Some words.</p>", **fields}
    credits = tuple(CreditLine(author.pk) for author in by_line)
    return Snapshot(credits=credits, **fields)


def article(*, by=None, by_line=(), **fields):
    """File an article through the desk, as staff do."""
    return desk.create(snapshot(by_line=by_line, **fields), by=by or editor()).article


def published_article(*, by=None, now=None, **fields):
    by = by or editor()
    filed = article(by=by, **fields)
    return publication.publish(filed, by=by, seen=filed.version, now=now).article


def published_again(article, *, by, **said):
    seen = Article.objects.get(pk=article.pk).version
    return publication.publish(article, by=by, seen=seen, **said)


def reworked(article, *, by, **changes):
    """Save changes to an article as it stands; return what came of it."""
    copy = replace(article.snapshot(), **changes)
    return desk.save(article, copy, by=by, seen=article.version)


def fixed(article, *, by, seen=None, correction=None, **words):
    """Fix what readers see of an article; return what came of it."""
    seen = seen or article.editions.visible().get()
    mended = replace(seen.revision.snapshot, **words)
    return live.fix_live(article, mended, by=by, seen=seen.pk, correction=correction)


def complaint(article, *, claim="It was the third, not the second.", **said):
    """Let a reader complain about the newest edition of an article."""
    edition = article.editions.latest("live_from")
    said = {"quote": "", "name": "", "email": "", **said}
    return complain(edition, claim=claim, visitor=f"visitor-{next(_numbers)}", **said)


def own_link(author, *, by=None, days=30, now=None):
    """Make a link of an author's own; return it."""
    return links.make_link(author, by=by or editor(), days=days, now=now)


def suggested(author, proposed, *, link=None, **said):
    """Let an author propose other values, by key, for what stands; return that."""
    was = {key: value_of(author.content(), key) for key in proposed}
    said = {"visitor": f"visitor-{next(_numbers)}", "seen": author.version, **said}
    link = link or own_link(author)
    return suggest(link, author, proposed=proposed, was=was, **said)


# What somebody does who has just looked: each of these has seen what stands now.


def corrected(article, text, *, by, kind="correction", now=None):
    """Tell readers something of an article as they see it; return what came of it."""
    seen = article.editions.visible(now).get().pk
    return corrections.correct(article, kind, text, by=by, seen=seen, now=now)


def amended(correction, text, *, by, why="It was wrong.", now=None):
    seen = correction.article.editions.visible(now).get().pk
    said = {"by": by, "seen": seen, "why": why, "now": now}
    return corrections.amend(correction, text, **said)


def taken_down(article, *, by, **said):
    seen = standing(article, said.get("now")).newest
    return publication.unpublish(article, by=by, seen=seen, **said)


def scheduled(article, live_from, *, by, **said):
    version = _now(article).version
    return schedule.schedule(article, by=by, seen=version, live_from=live_from, **said)


def moved(edition, live_from, *, by, **said):
    return schedule.move(edition, live_from, by=by, seen=_times(edition), **said)


def cancelled(edition, *, by, **said):
    return schedule.cancel(edition, by=by, seen=_times(edition), **said)


def ended(edition, expires_at, *, by, **said):
    return schedule.end_at(edition, expires_at, by=by, seen=_times(edition), **said)


def retracted(article, *, by, leaves=Leaves.TEXT, notice="It is not true.", **said):
    seen = standing(article, said.get("now")).newest
    told = {"seen": seen, "notice": notice, **said}
    return retracting.retract(article, leaves, by=by, **told)


def reinstated(article, *, by, notice="It was true.", **said):
    seen = standing(article, said.get("now")).newest
    return retracting.reinstate(article, by=by, seen=seen, notice=notice, **said)


def withdrawn(
    article, *, by, why="A court asks.", notice="Taken from this site.", **said
):
    seen = standing(article, said.get("now")).newest
    told = {"seen": seen, "why": why, "notice": notice, **said}
    return withdrawing.withdraw(article, by=by, **told)


def withdrawal_ended(article, *, by, why="The court has changed its mind.", **said):
    seen = article.withdrawals.standing().get().pk
    return withdrawing.end_withdrawal(article, by=by, seen=seen, why=why, **said)


def assigned(article, assignee, *, by, **said):
    seen = review.given(_now(article))
    return review.assign(article, assignee, by=by, seen=seen, **said)


def put_on_hold(article, *, by, why="The lawyers ask.", **said):
    return holding.hold(article, by=by, seen=_now(article).version, why=why, **said)


def lifted(article, *, by, **said):
    return holding.lift(article, by=by, seen=_now(article).held_at, **said)


def checked(note, check_state, *, by):
    return source_notes.set_check(note, check_state, by=by, seen=_touched(note))


def flagged(note, *, by, why="He may sue."):
    return source_notes.raise_flag(note, by=by, seen=_touched(note), why=why)


def cleared(note, *, by, why="He agreed."):
    return source_notes.clear_flag(note, by=by, seen=_touched(note), why=why)


def answered(note, answer, *, by, **said):
    return notes.answer(note, answer, by=by, seen=_last_under(note), **said)


def reopened(note, *, by, **said):
    return notes.reopen(note, by=by, seen=_last_under(note), **said)


def _now(article):
    return Article.objects.get(pk=article.pk)


def _times(edition):
    return schedule.as_seen(Edition.objects.get(pk=edition.pk))


def _touched(note):
    return SourceNote.objects.get(pk=note.pk).touched_at


def _last_under(note):
    last = note.replies.order_by("-pk").first()
    return last.pk if last else 0
