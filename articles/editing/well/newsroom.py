"""What the newsroom itself can say: what goes out next, and whether mail does."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q

from articles.editing.stops import Stop, stops
from articles.editing.well.signs import noted
from articles.models import Digest, Edition, Sign
from articles.models.actions import Action, may

UNSEEN_AFTER = timedelta(minutes=15)
LATE_AFTER = timedelta(minutes=15)
_START = (
    "Tell whoever runs the site: “manage.py worker” has to run, as the service "
    "newsroom-worker does (docs/deploy.md). Texts appear and vanish on time without it."
)


def going_out(report):
    """Say what goes live next, when the last did, and what missed its hour."""
    name, may_read = "What goes live next", may(report.person, Action.READ)

    def called(edition):
        return f"“{edition.headline}”" if may_read else "a text"

    editions = Edition.objects.running().only("headline", "live_from")
    coming = _next(report.now)
    last = editions.filter(live_from__lte=report.now).order_by("-live_from").first()
    missed = Edition.objects.standing().filter(
        held_at__isnull=False, live_from__lte=report.now, article__binned_at=None
    )
    words = "Nothing is scheduled."
    if coming:
        next_to_come = f"Next: {called(coming)}, {report.moment(coming.live_from)}"
        words = f"{next_to_come}{_but_it_waits(coming)}."
    if last:
        words += f" The last was {called(last)}, {report.since(last.live_from)} ago."
    if count := missed.count():
        held = "One text was" if count == 1 else f"{count} texts were"
        then = "Editors find them on My desk: choose another hour."
        return [report.look(name, f"{words} {held} held when the hour struck.", then)]
    return [report.well(name, words)]


def _next(now):
    to_come = Edition.objects.standing().filter(live_from__gt=now)
    return (
        to_come.select_related("article", "source")
        .only("headline", "live_from", *_STOPS)
        .order_by("live_from")
        .first()
    )


_STOPS = (
    *("held_at", "fix_waiting", "release", "left_out_at", "article__held_at"),
    *("article__has_open_legal_flag", "article__has_lost_permission"),
    *("article__embargoed_until", "source__permission_withdrawn_at", "revision"),
)


def _but_it_waits(edition):
    if edition.held_at is None:
        return ""
    return f", but it waits: {_FOR[next(iter(stops(edition.article, edition)), None)]}"


_FOR = {
    Stop.HELD: "on hold",
    Stop.FLAGGED: "under a legal flag",
    Stop.FORBIDDEN: "without permission",
    Stop.EMBARGOED: "under embargo",
    Stop.TOGETHER: "with others of its report",
    None: "it is held",
}


def mail(report):
    """Say whether the worker is there, and whether its mail gets through."""
    signs, late = noted(), report.now - LATE_AFTER
    due = Q(next_at__lte=late, person__is_active=True, person__is_staff=True)
    waiting = Digest.objects.aggregate(
        late=Count("pk", filter=due & ~Q(person__email="")),
        failing=Count("pk", filter=Q(failures__gt=0)),
    )
    return [
        _worker(report, signs.get(Sign.Kind.WORKER), waiting["late"]),
        _delivery(report, signs, waiting["failing"]),
    ]


def _worker(report, seen, late):
    name = "The worker"
    waiting = f" {_mails(late)} {'waits' if late == 1 else 'wait'}." if late else ""
    if seen is None:
        words = "It was never seen here, so nobody is told anything by mail."
        told = report.not_well if late else report.look
        return told(name, f"{words}{waiting}", _START)
    if report.now - seen.at > UNSEEN_AFTER:
        words = f"It has not been seen for {report.since(seen.at)}: mails wait."
        return report.not_well(name, f"{words}{waiting}", _START)
    return report.well(name, "It was seen within the last quarter of an hour.")


def _delivery(report, signs, failing):
    name = "Mail"
    sent, failed = signs.get(Sign.Kind.MAIL_SENT), signs.get(Sign.Kind.MAIL_FAILED)
    if not settings.MAIL_LEAVES:
        words = "No mail leaves this machine: it is only written down."
        then = "Tell whoever runs the site: EMAIL_URL names the mail server."
        return report.look(name, words, then)
    if failed and (sent is None or failed.at > sent.at):
        words = f"The last mail could not be sent, {report.since(failed.at)} ago."
        then = (
            "It is tried again by itself. If it fails for an hour, tell whoever runs "
            "the site; superusers see here what the mail server said."
        )
        return report.not_well(name, words, then, failed.words)
    if failing:
        words = f"{_mails(failing)} could not be sent yet; others got through."
        then = "Look at the address of that account: it may be mistyped."
        return report.look(name, words, then, failed.words if failed else "")
    if sent is None:
        return report.well(name, "No mail had to be sent yet.")
    return report.well(name, f"The last was sent {report.since(sent.at)} ago.")


def _mails(count):
    return "One mail" if count == 1 else f"{count} mails"
