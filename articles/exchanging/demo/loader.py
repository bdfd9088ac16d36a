"""Fills an empty newsroom with the demo: through the verbs, as staff would."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from math import ceil
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles.editing import images as library
from articles.exchanging import accounts
from articles.exchanging.demo import content, pictures
from articles.exchanging.demo.filing import Desk
from articles.exchanging.demo.furniture import Furniture, portrait_key
from articles.exchanging.demo.morning import Morning
from articles.models import Article, Publication

FOLDER = Path(settings.BASE_DIR) / "demo"
CREDIT = "Meridian Affairs Studio"
LICENCE = "CC BY 4.0"


class NotEmpty(Exception):
    """The newsroom holds something already."""


def is_empty():
    """Say whether nobody and nothing is here yet."""
    return not any(
        model.objects.exists() for model in (get_user_model(), Article, Publication)
    )


def load(tell=lambda words: None, sizes=(pictures.SIZE, pictures.PORTRAIT_SIZE)):
    """Load demo/ and return how many there are of each thing, by its plural.

    All or nothing: a failure leaves the database as empty as it was. The logins are
    written last. Raises NotEmpty, and ContentError where demo/ makes no sense.
    """
    if not is_empty():
        raise NotEmpty
    newsroom = content.read(FOLDER)
    tell("Drawing the pictures")
    drawn = _drawn(newsroom, *sizes)
    with transaction.atomic():
        passwords = accounts.make_staff()
        staff = {
            user.username: user
            for user in get_user_model().objects.filter(username__in=passwords)
        }
        tell("Developing the pictures")
        images = _developed(drawn, by=staff[accounts.ADMIN])
        furniture = Furniture(newsroom, images, by=staff[accounts.ADMIN])
        desk = Desk(furniture, staff, _days_too_new(newsroom, furniture))
        for entry in newsroom.in_order_of_need():
            tell(f"Filing “{entry.headline}”")
            desk.file(entry)
        desk.open_pages(newsroom)
        tell("Leaving some work for the morning")
        morning = Morning(desk, staff)
        for task in newsroom.tasks:
            morning.do(task)
        accounts.keep(passwords)
    return {
        "articles": len(newsroom.articles),
        "authors": len(newsroom.authors),
        "regions": len(newsroom.regions),
        "themes": len(newsroom.themes),
        "reports": len(newsroom.reports),
        "pictures": len(images),
        "accounts": len(passwords),
    }


def _drawn(newsroom, size, portrait_size):
    """Return {key: (the bytes of a JPEG, the words that go with it)}."""

    def illustration(row):
        words = {"alt": row.alt, "caption": row.caption}
        focal_x, focal_y = row.focal
        words |= {"focal_x": focal_x, "focal_y": focal_y}
        return row.key, (pictures.illustration(row.drawing, size), words)

    def likeness(row):
        words = {"alt": f"Portrait of {row.name}, printed in a few flat colours"}
        if row.emblem:
            words = {"alt": f"The mark of {row.name}"}
            file = pictures.emblem(row.key, row.emblem, portrait_size)
        else:
            file = pictures.portrait(row.key, row.portrait, portrait_size)
        return portrait_key(row), (file, words | {"focal_y": 42})

    sitters = [row for row in newsroom.authors if row.portrait or row.emblem]
    with ThreadPoolExecutor(os.cpu_count()) as hands:
        drawn = dict(hands.map(illustration, newsroom.pictures))
        return drawn | dict(hands.map(likeness, sitters))


def _developed(drawn, by):
    common = {"credit": CREDIT, "licence": LICENCE, "may_be_republished": True}
    added = library.add_many(
        [
            (ContentFile(file, name="drawing.jpeg"), common | words)
            for file, words in drawn.values()
        ],
        by=by,
    )
    return dict(zip(drawn, added, strict=True))


def _days_too_new(newsroom, furniture):
    """Return by how many days the newsroom's past must be put back to be past.

    None, but where this machine's clock is behind the newest article.
    """
    moments = [
        furniture.moment(moment)
        for entry in newsroom.articles
        for moment in (entry.published, entry.edited_at)
        if moment
    ]
    ahead = max(moments) - (timezone.now() - timedelta(hours=1))
    return timedelta(days=max(0, ceil(ahead / timedelta(days=1))))
