"""A picture that somebody outside sends: taken as it is, and shown to nobody yet."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.translation import gettext

from articles.models.picture_formats import format_of

MOST_BYTES = 10 * 2**20
FIELD = "photo"


class OnePhotograph(FileUploadHandler):
    """Lets nothing through but the one picture, and of that no more than is taken.

    The rest of the form is read all the same: nothing that was typed is lost.
    """

    is_too_large = False

    def new_file(self, field_name, *args, **kwargs):
        super().new_file(field_name, *args, **kwargs)
        if field_name != FIELD:
            raise SkipFile
        self.bytes_so_far = 0

    def receive_data_chunk(self, raw_data, start):
        self.bytes_so_far += len(raw_data)
        if self.bytes_so_far > MOST_BYTES:
            self.is_too_large = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def bounded(request):
    """Take at most one picture from a request that nobody has read from yet."""
    handler = OnePhotograph(request)
    request.upload_handlers.insert(0, handler)
    return handler


def checked(file):
    """Return what kind of picture a file says it is; raise ValidationError if none.

    Nothing of it is decoded here: the darkroom does that, when staff look at it.
    """
    head = file.read(1024)
    file.seek(0)
    return format_of(head)


def checksum(file):
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def too_large():
    return ValidationError(
        gettext("This picture is larger than %(most)s MB. Send a smaller one.")
        % {"most": MOST_BYTES // 2**20}
    )
