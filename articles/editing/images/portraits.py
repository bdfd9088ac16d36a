"""Pictures that are portraits of authors and nothing else, which bios look after."""

from articles.editing.images.showing import uses
from articles.models import Author
from articles.models.actions import may_change_portraits


def portrait_refusal(user, verb, image, *, otherwise):
    """Return why the user may not do this to a picture, as whoever keeps portraits.

    `otherwise` are the words for who keeps none, and for what is no portrait.
    """
    if verb != "change" or not may_change_portraits(user):
        return otherwise
    shown = uses(image)
    others = [use for use in shown if not isinstance(use.thing, Author)]
    if others:
        return f"This picture is also {others[0]}. Ask an editor to change it."
    return "" if shown else f"{otherwise} This is nobody’s portrait yet."
