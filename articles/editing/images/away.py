"""Pictures that nobody outside may see any more: their files leave the public folder.

The database says where they belong, and the files follow after the commit. A crash in
between leaves them where they were; put_files_right() then does it, however often.
"""

from dataclasses import dataclass, field

from django.core.files.storage import default_storage, storages
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.editing.images.showing import Use
from articles.models import (
    Article,
    Author,
    Edition,
    Image,
    Report,
    Revision,
    Withdrawal,
)
from articles.publishing import pictures as pictures_in_editions
from articles.publishing.compiler import image_ids

FOLDER = "withdrawn"  # in the storage that no address leads to


@dataclass
class Picture:
    """A picture of an article, and where else it is shown or is to be."""

    image: Image
    elsewhere: list[Use] = field(default_factory=list)


def pictures_of(article, at=None):
    """Return the pictures of a text and of all that readers saw of it: six queries.

    A text that was never shown counts only as it stands now.
    """
    shown = article.editions.values("revision")
    texts = Revision.objects.filter(
        Q(pk__in=shown) | Q(number=article.version), article=article
    )
    ids = {pk for text in texts for pk in _pictures_in(text.snapshot)}
    found = Image.objects.filter(pk__in=ids).order_by("pk")
    pictures = {image.pk: Picture(image) for image in found}
    for pk, use in _uses_elsewhere([*pictures], article, at or timezone.now()):
        if use not in pictures[pk].elsewhere:
            pictures[pk].elsewhere.append(use)
    return list(pictures.values())


def withdraw(withdrawal, chosen=()):
    """Mark an article's pictures; of those shown elsewhere, only the chosen ids."""
    pictures = pictures_of(withdrawal.article, withdrawal.at)
    going = [
        picture.image
        for picture in pictures
        if not picture.elsewhere or picture.image.pk in chosen
    ]
    withdrawal.pictures.set(going)
    withdrawal.pictures.filter(withdrawn_at=None).update(withdrawn_at=withdrawal.at)
    pictures_in_editions.follow([image.pk for image in going])
    _follow_after_commit(going)


def restore(withdrawal):
    """Take the marks off again, but for what another withdrawal keeps away."""
    kept = Withdrawal.objects.standing()
    own = Image.objects.filter(pk__in=withdrawal.pictures.values("pk"))
    back = list(own.exclude(withdrawals__in=kept))
    Image.objects.filter(pk__in=[image.pk for image in back]).update(withdrawn_at=None)
    pictures_in_editions.follow([image.pk for image in back])
    _follow_after_commit(back)


def put_files_right(ids=None):
    """Move each picture's files to where the database says that they belong.

    Without ids, of all pictures that ever were withdrawn. Return how many moved.
    """
    images = Image.objects.filter(withdrawals__isnull=False).distinct()
    images = images if ids is None else images.filter(pk__in=ids)
    private = storages["originals"]
    moved = 0
    for image in images:
        public = (default_storage, image.rendition_folder)
        hidden = (private, f"{FOLDER}/{image.rendition_folder}")
        if image.withdrawn_at:
            moved += _move(*public, *hidden)
        else:
            moved += _move(*hidden, *public)
    return moved


def open_smallest(image):
    """Open the smallest copy of a withdrawn picture, in WebP: for staff alone."""
    path = image.rendition_path(image.widths()[0], "webp")
    return storages["originals"].open(f"{FOLDER}/{path}")


def _follow_after_commit(images):
    ids = [image.pk for image in images]

    def follow():
        put_files_right(ids)

    # What fails here is in the log, and the worker tries again.
    transaction.on_commit(follow, robust=True)


def _move(source, folder, target, to):
    """Copy each file, then delete it: at no moment is there none. Return how many."""
    try:
        _, names = source.listdir(folder)
    except FileNotFoundError:
        return 0
    for name in names:
        target.delete(f"{to}/{name}")  # what an earlier try may have left half done
        with source.open(f"{folder}/{name}") as file:
            target.save(f"{to}/{name}", file)
        source.delete(f"{folder}/{name}")
    return len(names)


def _pictures_in(text):
    """Return the ids of a Snapshot's pictures, or of an Article's."""
    lead = getattr(text, "lead_image_id", None) or getattr(text, "lead_image", None)
    return [*([lead] if lead else []), *image_ids(text)]


def _uses_elsewhere(ids, article, at):
    """Yield (id of the picture, Use): four queries, however many pictures.

    What readers no longer see counts no more, nor does what is withdrawn itself.
    """
    if not ids:
        return
    others = Article.objects.unbinned().filter(withdrawn_at=None).exclude(pk=article.pk)
    others = others.filter(_shows(ids, "lead_image", "body__contains"))
    for other in others.only("headline", "lead_image", "body"):
        yield from _each(ids, _pictures_in(other), Use("in the text of", other))
    seen = Q(live_until=None) | Q(live_until__gt=at) | Q(held_at__isnull=False)
    editions = Edition.objects.standing().filter(seen, withdrawn_at=None)
    editions = editions.exclude(article=article).select_related("revision")
    within = _shows(ids, "lead_image", "revision__content__body__icontains")
    for edition in editions.filter(within).only("headline", "article", "revision"):
        use = Use("in what readers see of", edition)
        yield from _each(ids, _pictures_in(edition.revision.snapshot), use)
    for author in Author.objects.unmerged().filter(photo__in=ids):
        yield author.photo_id, Use("the portrait of", author)
    for report in Report.objects.unmerged().filter(cover__in=ids):
        yield report.cover_id, Use("the cover of", report)


def _shows(ids, lead, body):
    shows = Q(**{f"{lead}__in": ids})
    for pk in ids:
        shows |= Q(**{body: f'<figure data-image="{pk}"'})
    return shows


def _each(ids, shown, use):
    return [(pk, use) for pk in shown if pk in ids]
