"""All regions at once: which lies within which. One query."""

from articles.models import Region
from articles.models.folding import folded
from articles.models.terms import ancestors


class RegionTree:
    def __init__(self, regions):
        self._within = {
            each.pk: each.merged_into_id or each.parent_id for each in regions
        }
        standing = [each for each in regions if not each.merged_into_id]
        self._regions = sorted(standing, key=lambda region: folded(region.name))
        self._by_id = {region.pk: region for region in self._regions}

    @classmethod
    def load(cls):
        return cls(Region.objects.all())

    def called(self, slug):
        """Return the region with that slug, or None."""
        return next((each for each in self._regions if each.slug == slug), None)

    def above(self, region):
        """Return what the region lies within, the widest first."""
        return [self._by_id[pk] for pk in reversed(self._line(region.pk)[1:])]

    def within(self, region=None):
        """Return what lies directly within the region, or the widest regions."""
        line = [region.pk] if region else []
        return [each for each in self._regions if self._line(each.pk)[1:2] == line]

    def branches(self, region=None):
        """Return each region directly within and its own branches, all the way down."""
        return [(each, self.branches(each)) for each in self.within(region)]

    def _line(self, pk):
        """Return ids from a region to the widest; none of what was merged."""
        return [each for each in ancestors(pk, self._within) if each in self._by_id]
