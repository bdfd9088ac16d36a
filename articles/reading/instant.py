"""The moment a page shows: every reading view takes it from here and nowhere else.

It is now. Staff may ask for another with `?at=`; to readers that argument is unknown:
without it nobody is asked who they are, so that a page costs and says the same for all.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from articles.models import Publication
from articles.models.actions import Action, may

ASKED_BY = "at"
NOW = "now"
FIRST_YEAR, LAST_YEAR = 1900, 2199
# What a browser makes of the + of an unescaped +01:00.
_LOST_PLUS = re.compile(r"(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$")


@dataclass(frozen=True)
class Moment:
    """When a page is looked at; `asked` is how links go on asking for it.

    Nobody has asked where `asked` is empty: it is now. `problem` says why what was
    asked for could not be shown.
    """

    at: datetime
    asked: str = ""
    problem: str = ""

    @property
    def is_now(self):
        return self.asked in {"", NOW}


def instant(request):
    return moment_of(request).at


def moment_of(request):
    """Return the Moment of a request, the same for as long as it lasts."""
    if not hasattr(request, "_newsroom_moment"):
        request._newsroom_moment = _moment(request)
    return request._newsroom_moment


def _moment(request):
    now = timezone.now()
    asked = request.GET.getlist(ASKED_BY)
    if not asked or request.method not in {"GET", "HEAD"} or not _is_known(request):
        return Moment(now)
    if len(asked) > 1:
        return Moment(now, NOW, "Two moments are asked for at once: choose one.")
    if asked == [NOW]:
        return Moment(now, NOW)
    at = read_moment(asked[0], Publication.objects.current().zone)
    if at is None:
        words = "“{}” is no moment that can be shown. Write one such as {}."
        example = f"{now.year}-05-03T06:00"
        return Moment(now, NOW, words.format(asked[0][:40], example))
    return Moment(at, written(at))


def _is_known(request):
    """Say whether these are staff who may read what readers do not see yet."""
    user = getattr(request, "user", None)
    return user is not None and user.is_staff and may(user, Action.READ)


def read_moment(text, zone):
    """Return what ISO 8601 says, in the zone where it names none; None for nonsense.

    Of an hour that occurs twice it is the first; one that summer time skips is as long
    after the change as it would be without.
    """
    try:
        moment = datetime.fromisoformat(_LOST_PLUS.sub(r"\1+\2", text.strip()))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def written(at):
    """Return a moment as an address holds it: nothing in it needs escaping."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
