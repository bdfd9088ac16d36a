"""Deleting a picture for good: its row, its versions, and every file of it."""

from django.core.files.storage import default_storage, storages
from django.db import transaction

from articles.editing.images.away import FOLDER
from articles.editing.images.showing import uses
from articles.models import Image, Version, WorkingCopy


def forget(pk):
    """Delete a picture that nothing shows, from the bin too; else return it."""
    label = Image._meta.label_lower
    versions = Version.objects.filter(thing=label, thing_id=pk)
    image = Image.objects.select_for_update().filter(pk=pk).first()
    if image is None:
        binned = versions.filter(intent=Version.Intent.DELETE).last()
        files = binned.row if binned else None
    elif uses(image):
        return image
    else:
        files = image
        Image.objects.filter(pk=pk).delete()
    versions.delete()
    WorkingCopy.objects.filter(thing=label, thing_id=pk).delete()
    if files is not None:
        original, folder = files.original.name, files.rendition_folder
        transaction.on_commit(lambda: _delete_files(original, folder))
    return None


def _delete_files(original, folder):
    private = storages["originals"]
    if original:
        private.delete(original)
    for storage, place in ((default_storage, folder), (private, f"{FOLDER}/{folder}")):
        try:
            _, names = storage.listdir(place)
        except FileNotFoundError:
            continue
        for name in names:
            storage.delete(f"{place}/{name}")
