"""Things of which a reader has an address that was theirs once."""

from django.http import Http404

from articles.models import FormerSlug


def at_address(things, slug):
    """Return what is found today under a slug of now or then; else raise Http404.

    Whoever asked by another slug than the thing's own is to be sent on. What was merged
    is found where it went. `things` are those that readers may see: one query, and two
    for an address of then.
    """
    model = things.model
    here = things.filter(slug=slug).first() or _of_then(things, slug)
    if here is None:
        raise Http404(f"No {model._meta.verbose_name} has this address.")
    return here


def _of_then(things, slug):
    model = things.model
    left = FormerSlug.objects.of(model).filter(slug=slug).values("thing_id")
    merged = model.objects.filter(slug=slug, merged_into__isnull=False)
    ids = merged.values("merged_into").union(left)
    here = model.objects.filter(pk__in=ids).values_list("pk", "merged_into")
    targets = [into or pk for pk, into in here]
    return things.filter(pk__in=targets).first()
