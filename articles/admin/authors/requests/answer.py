"""An answer to who has asked, for staff to change and send."""

import re

from django.urls import reverse
from django.utils.formats import date_format

from articles.models import AuthorStep
from articles.reading.addresses import absolute

Kind = AuthorStep.Kind
_NOT_DONE = {Kind.RECEIVED, Kind.DECIDED, Kind.REOPENED}
_SAID = {
    Kind.DROPPED: "We no longer show: {text}.",
    Kind.HIDDEN: "Your page with us is no longer shown.",
    Kind.SHOWN: "Your page with us is shown again.",
    Kind.WITHHELD: "Your name is no longer shown. {text}.",
    Kind.NAMED: "Your name is shown again.",
    Kind.ERASED: "We have erased for good: {text}.",
}
STAYS = (
    "What others have copied before, such as search engines, archives, feed readers "
    "and other publications, is theirs to change: please ask them, too. Our backups "
    "keep what stood until they run out."
)


def suggested(asked, steps, publication):
    """Return a text that says what was asked and what was done since, day by day."""
    did = [
        f"- {_said(step)} ({date_format(step.at, 'j F Y')})"
        for step in steps
        if step.kind not in _NOT_DONE
    ]
    came = date_format(asked.received_on, "j F Y")
    answer = (
        ["This is what we have done:", *did, "", STAYS]
        if did
        else ["We cannot do what you ask, because …"]
    )
    return "\n".join(
        [
            f"Dear {asked.asked_by},",
            "",
            f"on {came} you asked us: “{asked}”",
            "",
            *answer,
            "",
            "With kind regards,",
            str(publication),
        ]
    )


def _said(step):
    """Say what was done; articles by their addresses: numbers tell nobody anything."""
    text = re.sub(r"\d+", _address, step.text)
    return _SAID[step.kind].format(text=text.replace("articles no.", "these articles:"))


def _address(number):
    return absolute(reverse("articles:article_by_number", args=[int(number[0])]))
