"""All regions at once: which lies within which. One query."""

from articles.models import Region
from articles.models.folding import folded
from articles.models.terms import ancestors


class RegionTree:
    def __init__(self, regions):
        self._regions = sorted(regions, key=lambda region: folded(region.name))
        self._by_id = {region.pk: region for region in self._regions}

    @classmethod
    def load(cls):
        return cls(Region.objects.all())

    def called(self, slug):
        """Return the region with that slug, or None."""
        return next((each for each in self._regions if each.slug == slug), None)

    def above(self, region):
        """Return what the region lies within, the widest first."""
        parents = {pk: each.parent_id for pk, each in self._by_id.items()}
        return [self._by_id[pk] for pk in reversed(ancestors(region.pk, parents)[1:])]

    def within(self, region=None):
        """Return what lies directly within the region, or the widest regions."""
        parent = region.pk if region else None
        return [each for each in self._regions if each.parent_id == parent]

    def branches(self, region=None):
        """Return each region directly within and its own branches, all the way down."""
        return [(each, self.branches(each)) for each in self.within(region)]
