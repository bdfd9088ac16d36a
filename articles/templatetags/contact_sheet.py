"""The small pictures of the media library's list."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from articles.models.pictures import thumbnail

register = template.Library()


@register.filter
def contact_print(image):
    """Print an image as small as there is, for a list that names it besides.

    Of a withdrawn one staff alone get the file.
    """
    width = image.widths()[0]
    address = thumbnail(image)
    if image.withdrawn_at:
        address = reverse("admin:articles_image_thumbnail", args=[image.pk])
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="" loading="lazy" decoding="async">',
        address,
        width,
        image.rendition_height(width),
    )
