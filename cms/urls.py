"""Addresses."""

from django.contrib import admin
from django.urls import include, path

from cms import health, media

urlpatterns = [
    path("admin/", admin.site.urls),
    path("media/<path:path>", media.media),
    path("health/live/", health.live),
    path("health/ready/", health.ready),
    path("", include("articles.urls")),
]

handler400 = "cms.errors.bad_request"
handler404 = "articles.reading.errors.not_found"
handler500 = "cms.errors.server_error"
