"""Pictures as readers get them; what was uploaded stays out of reach."""

import mimetypes

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.http import Http404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.static import serve

# A bare machine's tables do not know these (Python's do from 3.13).
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")

FOREVER = "public, max-age=31536000, immutable"
# A file is never a page of ours, whatever it pretends to be.
FILE_POLICY = "sandbox; default-src 'none'"


class PrivateStorage(FileSystemStorage):
    """Files without an address."""

    def url(self, name):
        raise ValueError("Originals have no address: show a rendition.")


@csrf_exempt  # there is nothing to forge: any other method gets 405
@require_safe
def media(request, path):
    """Serve a rendition. Its name changes with its content, hence `immutable`."""
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except (OSError, SuspiciousFileOperation) as error:
        # A name too long for the file system, for one, or one that leads out of it.
        raise Http404 from error
    response.headers["Cache-Control"] = FOREVER
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
