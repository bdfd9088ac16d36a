"""Where a picture is shown."""

from dataclasses import dataclass

from django.db.models import Model

from articles.models import Article, Author, Edition, Report

MOST_LISTED = 50


@dataclass(frozen=True)
class Use:
    place: str
    thing: Model

    def __str__(self):
        return f"{self.place} “{self.thing}”"


def uses(image):
    """Return where the image is shown or was, at most MOST_LISTED of each kind.

    What readers saw once counts: such a page must look the same when it is looked at
    again.
    """
    figure = f'<figure data-image="{image.pk}"'
    editions = Edition.objects.only("headline", "article")
    places = {
        "the lead picture of": Article.objects.filter(lead_image=image),
        "in the text of": Article.objects.filter(body__contains=figure),
        "the lead picture that readers see or saw of": editions.filter(
            lead_image=image
        ),
        "in the text that readers see or saw of": editions.filter(
            revision__content__body__icontains=figure
        ),
        "the portrait of": Author.objects.unmerged().filter(photo=image),
        "the cover of": Report.objects.unmerged().filter(cover=image),
        # What is merged has its picture still: the merge may be undone.
        "the portrait, from before a merge, of": _merged(Author, photo=image),
        "the cover, from before a merge, of": _merged(Report, cover=image),
    }
    found = [
        Use(place, thing)
        for place, things in places.items()
        for thing in things.order_by("-pk")[:MOST_LISTED]
    ]
    # An article has many editions, which say the same.
    return list({str(use): use for use in found}.values())


def _merged(model, **shown):
    return model.objects.filter(merged_into__isnull=False, **shown)
