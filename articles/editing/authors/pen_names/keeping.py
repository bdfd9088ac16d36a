"""Entrusts a real name to its keepers, opens it to them, and erases it.

What is hidden is never in what these verbs raise, log or say.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from articles.editing import things
from articles.editing.authors import forgetting, links
from articles.editing.authors.pen_names import access
from articles.editing.log import name_of
from articles.editing.reasons import reason
from articles.editing.things.permission import require
from articles.models import Author, FormerSlug, PenName, PenNameStep
from articles.models.actions import possible_keepers
from articles.models.folding import folded

Kind = PenNameStep.Kind
ONE_ALREADY = (
    "Its real name is kept already. Its keepers can open the record; nobody else."
)
NOT_A_PEN_NAME = "This author is no pen name. Make a pen name of its own."
HAS_AN_ACCOUNT = (
    "An account of ours is set for this author: that says to everybody on the staff "
    "who it is. Have it taken out first."
)
HAD_A_NAME = (
    "This author was called otherwise once, and addresses of then lead here: they "
    "would say who it is. Make a pen name of its own, and move the bylines to it."
)
SAY_WHY = "Say why: the other keepers will read it."
SAYS_IT = "This says the real name. Choose other words."
THE_LAST = "Somebody has to be able to open this. Add another keeper first."


@sensitive_variables()
@transaction.atomic
def create(content, *, by, **hidden):
    """Make a new author under a pen name and entrust `hidden` to `by`; return it."""
    _require_silence(content, hidden["real_name"])
    content = content.changed(kind=Author.Kind.PEN_NAME.value)
    made = things.create(Author, content, by=by)
    return entrust(made.thing, by=by, **hidden)


@sensitive_variables()
@transaction.atomic
def entrust(author, *, by, real_name, contact="", note="", now=None):
    """Keep who is behind a pen name; `by` is its first keeper. Return the record."""
    require(by, "change", Author)
    author = Author.objects.select_for_update().get(pk=author.pk)
    if author.kind != Author.Kind.PEN_NAME or author.merged_into_id:
        raise ValidationError(NOT_A_PEN_NAME)
    if author.account_id:
        raise ValidationError(HAS_AN_ACCOUNT)
    if author.absorbed.exists() or FormerSlug.objects.leading_to(author).exists():
        raise ValidationError(HAD_A_NAME)
    if PenName.objects.filter(author=author).exists():
        raise ValidationError(ONE_ALREADY)
    now = now or timezone.now()
    said = _tidy(real_name=real_name, contact=contact, note=note)
    record = PenName.objects.create(author=author, touched_at=now, **said)
    record.keepers.add(by)
    access.log(record, Kind.MADE, by=by, now=now)
    # Whoever was sent a link, or wrote to us by it, would be known to be behind it.
    links.revoke_all(author, by=by, now=now)
    forgetting.erase(author, by=by, now=now)
    return record


@sensitive_variables()
@transaction.atomic
def open_record(record, *, by, why, now=None):
    """Return the whole record to its keeper; the log says so before they see it."""
    why = reason(why, needed=SAY_WHY)
    record = access.locked(record, by=by)
    access.log(record, Kind.OPENED, by=by, now=now or timezone.now(), why=why)
    return record


@sensitive_variables()
@transaction.atomic
def change(record, *, by, seen, real_name, contact="", note="", now=None):
    record = access.standing(record, by=by, seen=seen)
    for name, words in _tidy(real_name=real_name, contact=contact, note=note).items():
        setattr(record, name, words)
    return _done(record, Kind.CHANGED, by=by, now=now)


@transaction.atomic
def add_keeper(record, person, *, by, seen, why="", now=None):
    """Let one more person open it; what is hidden is not shown for that."""
    record = access.standing(record, by=by, seen=seen)
    _require_able(person)
    if record.keepers.filter(pk=person.pk).exists():
        raise ValidationError({"person": f"{name_of(person)} is a keeper already."})
    record.keepers.add(person)
    said = {"about": name_of(person), "why": reason(why, needed="")}
    return _done(record, Kind.KEEPER_ADDED, by=by, now=now, **said)


@transaction.atomic
def remove_keeper(record, person, *, by, seen, why="", now=None):
    """Close it to somebody, oneself included, while somebody is left."""
    record = access.standing(record, by=by, seen=seen)
    if not record.keepers.filter(pk=person.pk).exists():
        raise ValidationError({"person": f"{name_of(person)} is no keeper."})
    others = possible_keepers().filter(pk__in=record.keepers.values("pk"))
    if not others.exclude(pk=person.pk).exists():
        raise ValidationError(THE_LAST)
    record.keepers.remove(person)
    said = {"about": name_of(person), "why": reason(why, needed="")}
    return _done(record, Kind.KEEPER_REMOVED, by=by, now=now, **said)


@transaction.atomic
def appoint(record, person, *, by, why, now=None):
    """Name a keeper where no account is left that could; superusers alone may."""
    why = reason(why, needed=SAY_WHY)
    record = PenName.objects.select_for_update().get(pk=record.pk)
    if words := access.why_no_appointing(by, record):
        raise PermissionDenied(words)
    _require_able(person)
    record.keepers.add(person)
    said = {"about": name_of(person), "why": why}
    return _done(record, Kind.APPOINTED, by=by, now=now, **said)


@sensitive_variables()
@transaction.atomic
def end(record, *, by, seen, why, now=None):
    """Erase what is hidden, for good; the pen name stays, and so does the log."""
    why = reason(why, needed=SAY_WHY)
    record = access.standing(record, by=by, seen=seen)
    now = now or timezone.now()
    # The reason is written while it is known what it must not say.
    step = access.log(record, Kind.ENDED, by=by, now=now, why=why)
    record.real_name = record.contact = record.note = ""
    record.moves = []
    record.ended_at = record.touched_at = step.at
    record.save()
    return record


@sensitive_variables()
def _done(record, kind, *, by, now, **said):
    now = now or timezone.now()
    access.log(record, kind, by=by, now=now, **said)
    record.touched_at = now
    record.save()
    return record


def _require_able(person):
    if not possible_keepers().filter(pk=person.pk).exists():
        words = f"{name_of(person)} does not look after authors. Choose somebody else."
        raise ValidationError({"person": words})


@sensitive_variables()
def _tidy(*, real_name, **more):
    real_name = " ".join(real_name.split())
    if not real_name:
        raise ValidationError({"real_name": "Say who it is."})
    return {
        "real_name": real_name,
        **{name: text.strip() for name, text in more.items()},
    }


@sensitive_variables()
def _require_silence(content, real_name):
    for name in ("name", "slug", "other_names", "short_bio", "long_bio", "links"):
        words = str(getattr(content, name, "")).replace("-", " ")
        if real_name.strip() and folded(real_name.strip()) in folded(words):
            raise ValidationError({name: SAYS_IT})


@sensitive_variables()
def with_all(record, *, by):
    """Return the whole record to its keeper, who has just done something with it."""
    with transaction.atomic():
        return access.locked(record, by=by)
