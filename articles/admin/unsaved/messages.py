"""What the page of a form reports, read with suspicion."""

import json
from dataclasses import dataclass

from django.apps import apps

MOST_NAME_CHARACTERS = 60


@dataclass(frozen=True)
class Message:
    """With a `form` it reports the text, without one who is there."""

    model: type
    thing_id: int | None
    account: int
    seen: int
    window: str
    form: str | None
    typed: str
    after: str
    has_changes: bool
    is_leaving: bool

    @classmethod
    def read(cls, body):
        """Raise ValueError where no page of ours wrote this."""
        try:
            sent = json.loads(body)
            message = cls(
                model=apps.get_model(sent["thing"]),
                thing_id=sent["id"],
                account=sent["account"],
                seen=sent["seen"],
                window=sent["window"],
                form=sent.get("form"),
                typed=sent.get("typed", ""),
                after=sent.get("after", ""),
                has_changes=bool(sent.get("has_changes")),
                is_leaving=bool(sent.get("is_leaving")),
            )
        except (AttributeError, LookupError, RecursionError, TypeError) as error:
            raise ValueError from error
        if not message.is_sound():
            raise ValueError
        return message

    def is_sound(self):
        form = "" if self.form is None else self.form
        return (
            (self.thing_id is None or _is_number(self.thing_id))
            and _is_number(self.seen)
            and all(map(_is_name, (self.window, self.typed, self.after)))
            and isinstance(form, str)
            and form.isascii()  # the rest is encoded
            and form.isprintable()
        )


def _is_number(value):
    return type(value) is int and 0 <= value < 2**31


def _is_name(value):
    is_short = isinstance(value, str) and len(value) <= MOST_NAME_CHARACTERS
    return is_short and value.isascii() and value.isprintable()
