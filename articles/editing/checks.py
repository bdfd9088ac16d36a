"""What stands between a text and its publication: shown while writing, decided then."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from articles.models import Image
from articles.publishing.compiler import image_ids


@dataclass(frozen=True)
class Problem:
    """Something to mend: in which field, in an editor's words, and how badly."""

    field: str
    words: str
    is_required: bool = False


def problems(snapshot):
    """Return what is wrong with a snapshot: one query."""
    return [*_headline(snapshot), *_company(snapshot), *_pictures(snapshot)]


def require_none(snapshot):
    """Raise ValidationError, by field, if a required check fails."""
    failed = {}
    for problem in problems(snapshot):
        if problem.is_required:
            failed.setdefault(problem.field, []).append(problem.words)
    if failed:
        raise ValidationError(failed)


def _headline(snapshot):
    if not snapshot.headline.strip():
        yield Problem("headline", "Write a headline.", is_required=True)


def _company(snapshot):
    if snapshot.kind == "page":
        return
    if not snapshot.credits:
        yield Problem("credits", "Nobody is named as the author.")
    if not snapshot.regions and not snapshot.themes:
        yield Problem(
            "regions", "Choose a region or a theme, or readers will not find it."
        )
    if not snapshot.search_description:
        yield Problem(
            "search_description", "Search engines have no description to show."
        )


def _pictures(snapshot):
    lead = [snapshot.lead_image] if snapshot.lead_image else []
    images = Image.objects.in_bulk([*lead, *image_ids(snapshot)])
    for pk, image in images.items():
        place = "lead_image" if pk == snapshot.lead_image else "body"
        if not image.alt and not image.is_decorative:
            yield Problem(
                place,
                f"The picture “{image}” has no text for those who cannot see it. "
                "Open the picture and write one, or tick “decorative”.",
                is_required=True,
            )
        if not image.credit:
            yield Problem(place, f"The picture “{image}” has no credit.")
