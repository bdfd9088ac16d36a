"""Whom the files of a pen name's portrait name: copies for readers keep whose it is."""

from django.core.files.storage import default_storage
from PIL import Image as Picture

from articles.editing.images.darkroom import people_named_in
from articles.models import Image


def named_in(photo_id):
    """Return who is named in the copies that readers get, each once; [] for none."""
    image = Image.objects.filter(pk=photo_id).first()
    if image is None:
        return []
    path = image.rendition_path(image.widths()[0], "jpeg")
    try:
        with default_storage.open(path) as file, Picture.open(file) as copy:
            return list(dict.fromkeys(people_named_in(copy).values()))
    except OSError:
        return []  # there is none, so readers get none
