"""What the text editor's chooser asks the media library for, as JSON."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from articles.admin.images.forms import UploadForm
from articles.editing.images import away
from articles.models import Author, Image
from articles.models.pictures import square_thumbnail, thumbnail

MOST_CHOICES = 24


class ChooserViews:
    """Three addresses more for the ModelAdmin of images.

    Each asks for permission itself: that somebody is staff says nothing yet.
    """

    def get_urls(self):
        views = {
            "choose/": require_safe(self.choose),
            "upload/": require_POST(self.upload),
            "<int:image_id>/thumbnail/": require_safe(self.thumbnail),
        }
        return [
            path(
                route,
                self.admin_site.admin_view(view),
                name=f"articles_image_{route.split('/')[-2]}",
            )
            for route, view in views.items()
        ] + super().get_urls()

    def choose(self, request):
        """Answer with the newest images whose words hold every word of `q`.

        None that was withdrawn: no text can show it. Authors' portraits come last: they
        are many, and hardly ever meant.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        sought = request.GET.get("q", "").replace("\0", "")[:200]
        offered = self.get_queryset(request).filter(withdrawn_at=None)
        portrayed = Exists(Author.objects.filter(photo=OuterRef("pk")))
        newest = offered.order_by(portrayed, "-uploaded_at", "-pk")
        found, _ = self.get_search_results(request, newest, sought)
        return JsonResponse({"results": [*map(as_choice, found[:MOST_CHOICES])]})

    def upload(self, request):
        """Add a picture: 201 with its one result, or 400 with errors by field."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES)
        image = form.keep(by=request.user) if form.is_valid() else None
        if image is None:
            return JsonResponse({"errors": form.errors}, status=400)
        return JsonResponse({"results": [as_choice(image)]}, status=201)

    def thumbnail(self, request, image_id):
        """Lead to the smallest copy; hand out the file of one that has no address."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        image = get_object_or_404(Image, pk=image_id)
        if not image.withdrawn_at:
            return redirect(thumbnail(image))
        try:
            return FileResponse(away.open_smallest(image), content_type="image/webp")
        except FileNotFoundError as error:
            raise Http404("Its files are not there.") from error


def as_choice(image):
    """Return what the text editor's chooser knows of an image."""
    return {
        "id": image.pk,
        "alt": image.alt,
        "is_decorative": image.is_decorative,
        "caption": image.caption,
        "credit": image.credit,
        "thumbnail": thumbnail(image),
        "square": square_thumbnail(image),
    }
