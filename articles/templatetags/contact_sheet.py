"""The small pictures of the media library's list."""

from django import template
from django.utils.html import format_html

from articles.models.pictures import thumbnail

register = template.Library()


@register.filter
def contact_print(image):
    """Print an image as small as there is, for a list that names it besides."""
    width = image.widths()[0]
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="" loading="lazy" decoding="async">',
        thumbnail(image),
        width,
        image.rendition_height(width),
    )
