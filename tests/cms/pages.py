"""Pages of no newsroom, for the tests of the machine."""

from django.contrib import admin
from django.http import HttpResponse, HttpResponseNotFound
from django.urls import path

from cms import health, media

TEXT = "All the news that fits. " * 100


def page(request):
    return HttpResponse(f"<p>{TEXT}</p>")


def personal_page(request):
    return HttpResponse(f"Signed in: {request.user.is_authenticated}")


def page_with_cookie(request):
    response = HttpResponse(TEXT)
    response.set_cookie("seen", "1")
    return response


def page_with_script(request):
    return HttpResponse(f'<script nonce="{request.csp_nonce}"></script>')


def redirect(request):
    return HttpResponse(status=301, headers={"Location": "/page/"})


urlpatterns = [
    path("page/", page),
    path("personal/", personal_page),
    path("cookie/", page_with_cookie),
    path("redirect/", redirect),
    path("admin/page/", page),
    path("admin/script/", page_with_script),
    path("script/", page_with_script),
    path("admin/", admin.site.urls),
    path("media/<path:path>", media.media),
    path("health/live/", health.live),
]


def handler404(request, exception):
    return HttpResponseNotFound("Nothing here.")
