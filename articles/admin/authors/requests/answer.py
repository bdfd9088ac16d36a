"""An answer to who has asked, for staff to change and send."""

from django.utils.formats import date_format

from articles.models import AuthorStep

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
    return _SAID[step.kind].format(text=step.text)
