"""Moving regions about in their tree."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import Region
from articles.publishing import placements


@transaction.atomic
def move(region, parent, *, by):
    """Put a region under another, or under none; its articles' lists follow at once.

    Raises PermissionDenied, and ValidationError where the tree would close to a circle.
    """
    if not by.has_perm("articles.change_region"):
        raise PermissionDenied("You may not change regions.")
    region = Region.objects.select_for_update().get(pk=region.pk)
    region.parent = parent
    region.clean()
    region.save(update_fields=["parent"])
    placements.follow_tree(region)
    return region
