"""Where the screens of releases are, and what frames them."""

from functools import partial
from urllib.parse import urlencode

from django.urls import reverse

from articles.admin.things import pages

page = partial(pages.page, folder="admin/articles/report")


def released(release, name="released"):
    """Return the address of a release's page, or of what is done with it there."""
    args = [release.report_id, release.pk]
    return reverse(f"admin:articles_report_{name}", args=args)


def preview_address(report, number=None, **query):
    """Return where the report, or one of its articles, is previewed with the others.

    `query` names which: those `of` some ids, or those of a `release`.
    """
    if "of" in query:
        query["of"] = ".".join(str(pk) for pk in sorted(query["of"]))
    name, more = ("preview", []) if number is None else ("preview_part", [number])
    place = reverse(f"admin:articles_report_{name}", args=[report.pk, *more])
    return f"{place}?{urlencode(query)}"
