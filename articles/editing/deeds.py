"""What can be done to several articles at once, and how each of it is taken back.

A deed does one article, through the verb that a single one is done with, and returns
what an undo needs to know. The article comes locked, as the person saw it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.editing import bin, desk, obstacles, publication, review
from articles.editing.dossiers.words import TO_COME, is_to_come
from articles.editing.log import name_of
from articles.editing.outcomes import Conflict
from articles.editing.permission import require
from articles.editing.standing import Standing, State
from articles.editing.taking_back import take_back
from articles.editing.undo import undo_publication
from articles.models import Article, Batch
from articles.models.actions import Action, refusal
from articles.models.snapshot import SETS

SEVERAL = "One of several changed at once"
LIVE_ALREADY = "Readers see this text already."
NOT_LIVE = "Readers do not see it."
STANDS = "All of this stands there already."
STANDS_NOT = "None of this stands there."
ACCOUNT_GONE = "The account it would go to has been deleted. Assign it to somebody."
CHANGED_MEANWHILE = "Somebody changed the same meanwhile. Look at it, then try again."


@dataclass(frozen=True)
class Deed:
    """`do` and `undo` take the article, whose deed it is, and the batch's options.

    `undo` takes what `do` returned too. Without it, what was done cannot be taken back.
    `saw` says what of an article, besides its text, the person looked at: `do` finds it
    in the options. `against` is asked for several at once, and by article's id.
    """

    action: Action
    done: str
    do: Callable[..., dict]
    undo: Callable | None = None
    in_the_way: Callable[[Standing], str] = lambda standing: ""
    saw: Callable[[Article, Standing], str] = lambda article, standing: ""
    against: Callable[..., dict] = lambda user, articles, rules: {}


def why_not(what, user, known, rules):
    """Return by article's id why a deed cannot be done to it now; "" if it can.

    `known` are the articles with what readers see of each.
    """
    deed = DEEDS[what]
    against = deed.against(user, [article for article, _ in known], rules)
    return {
        article.pk: " ".join(obstacle.words for obstacle in against.get(article.pk, ()))
        or refusal(user, deed.action, article, rules)
        or deed.in_the_way(standing)
        for article, standing in known
    }


def seen_of(article, options):
    """Return what of an article was looked at, as the deed's `saw` says it."""
    return options.get("saw", {}).get(str(article.pk))


def _submit(article, by, options):
    review.submit(article, by=by, seen=article.version)
    return {}


def _approve(article, by, options):
    review.approve(article, by=by, seen=article.version)
    return {}


def _take_back(article, by, options, before):
    take_back(article, by=by, seen=article.version)


def _publish(article, by, options):
    known = {*article.editions.values_list("pk", flat=True)}
    edition = publication.publish(article, by=by, seen=article.version)
    if edition.pk in known:
        raise ValidationError(LIVE_ALREADY)
    return {"edition": edition.pk}


def _undo_publication(article, by, options, before):
    undo_publication(article.editions.get(pk=before["edition"]), by=by)


def _unpublish(article, by, options):
    seen = int(seen_of(article, options) or 0)
    publication.unpublish(article, by=by, seen=seen, why=options["why"])
    return {}


def _send_back(article, by, options):
    review.send_back(article, by=by, seen=article.version, why=options["why"])
    return {}


def _assign(article, by, options):
    before = {"assignee": article.assignee_id, "due_on": _day(article.due_on)}
    due_on = options.get("due_on") if options["assignee"] else None
    if before == {"assignee": options["assignee"], "due_on": due_on}:
        was = article.assignee_id
        raise ValidationError("It is with them already." if was else "Nobody has it.")
    seen = seen_of(article, options)
    article = _give(article, by, options["assignee"], due_on, seen)
    return {**before, "given": review.given(article)}


def _assign_back(article, by, options, before):
    if before.get("given") != review.given(article):
        who = name_of(article.assignee) if article.assignee else "Nobody"
        raise ValidationError(f"It has been assigned since: {who} has it.")
    _give(article, by, before["assignee"], before["due_on"], before["given"])


def _give(article, by, assignee, due_on, seen):
    day = due_on and date.fromisoformat(due_on)
    return review.assign(article, _account(assignee), by=by, seen=seen, due_on=day)


def _day(day):
    return day and day.isoformat()


def _account(pk):
    account = User.objects.filter(pk=pk).first()
    if pk and account is None:
        raise ValidationError(ACCOUNT_GONE)
    return account


def _add(article, by, options):
    def added(name, standing):
        known = {_key(item) for item in standing}
        new = [item for item in options.get(name, ()) if _key(item) not in known]
        return (*standing, *new)

    return _change_terms(article, by, added, STANDS)


def _remove(article, by, options):
    def left(name, standing):
        gone = {_key(item) for item in options.get(name, ())}
        return tuple(item for item in standing if _key(item) not in gone)

    return _change_terms(article, by, left, STANDS_NOT)


def _change_terms(article, by, changed, words):
    standing = article.snapshot()
    sets = {name: changed(name, getattr(standing, name)) for name in SETS}
    before = {
        name: list(getattr(standing, name))
        for name in SETS
        if sets[name] != getattr(standing, name)
    }
    if not before:
        raise ValidationError(words)
    _save(article, replace(standing, **sets), by)
    return before


def _put_terms_back(article, by, options, before):
    sets = {name: tuple(items) for name, items in before.items()}
    _save(article, replace(article.snapshot(), **sets), by)


def _save(article, snapshot, by):
    # In the bin, save() would keep the text aside and change nothing.
    require(by, Action.EDIT, article)
    saved = desk.save(article, snapshot, by=by, seen=article.version, why=SEVERAL)
    if isinstance(saved, Conflict):
        raise ValidationError(CHANGED_MEANWHILE)


def _key(item):
    return item.casefold() if isinstance(item, str) else item


def _delete(article, by, options):
    bin.delete(article, by=by, seen=article.version)
    return {}


def _bring_back(article, by, options, before):
    bin.bring_back(article, by=by, seen=article.version)


def _not_live(standing):
    return "" if standing.live else NOT_LIVE


def _not_to_publish(standing):
    if standing.state == State.LIVE:
        return LIVE_ALREADY
    pending = standing.waiting or standing.coming
    return TO_COME if pending and is_to_come(pending, timezone.now()) else ""


def _given(article, standing):
    return review.given(article)


def _newest_edition(article, standing):
    return str(standing.newest)


_What = Batch.What
DEEDS = {
    _What.SUBMIT: Deed(Action.SUBMIT, "Submitted", _submit, _take_back),
    _What.APPROVE: Deed(Action.APPROVE, "Approved", _approve, _take_back),
    _What.PUBLISH: Deed(
        *(Action.PUBLISH, "Published", _publish, _undo_publication, _not_to_publish),
        against=obstacles.against_each,
    ),
    _What.ASSIGN: Deed(*(Action.ASSIGN, "Assigned", _assign, _assign_back), saw=_given),
    _What.ADD: Deed(Action.EDIT, "Added to", _add, _put_terms_back),
    _What.REMOVE: Deed(Action.EDIT, "Taken out of", _remove, _put_terms_back),
    _What.SEND_BACK: Deed(Action.SEND_BACK, "Sent back", _send_back),
    _What.UNPUBLISH: Deed(
        *(Action.UNPUBLISH, "Unpublished", _unpublish),
        in_the_way=_not_live,
        saw=_newest_edition,
    ),
    _What.DELETE: Deed(
        *(Action.DELETE, "Deleted", _delete, _bring_back, bin.in_the_way)
    ),
}


def what_is_offered(user, rules):
    """Return what somebody may do to several articles, whatever they are."""
    return [
        what for what in DEEDS if not refusal(user, DEEDS[what].action, rules=rules)
    ]
