"""Moving regions about in their tree."""

from django.db import transaction

from articles.editing import things
from articles.editing.things.versions import locked


@transaction.atomic
def move(region, parent, *, by):
    """Put a region under another, or under none; its articles' lists follow at once.

    Raises PermissionDenied, and ValidationError where the tree would close to a circle.
    """
    region = locked(region)
    content = region.content().changed(parent=parent and parent.pk)
    return things.save(region, content, by=by, seen=region.version).thing
