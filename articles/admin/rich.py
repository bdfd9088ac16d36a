"""Fields for text with markup: edited in django-prose-editor, cleaned as declared."""

from django import forms
from django.forms import Script
from django.urls import reverse
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import ImportMap, Media

from articles.models import body, languages

EDITOR = "django_prose_editor/editor.js"
OPTIONS = {
    "Heading": {"levels": [int(tag[1]) for tag in body.PARTS["Heading"]]},
    "Link": {"protocols": sorted(body.LINK_PROTOCOLS)},
}


class RichText(ProseEditorWidget):
    """A writing surface whose abilities are those parts of the declaration.

    The preset names the attribute that static/js/editor/start.js looks for; what the
    editor may do is never said here or there, only in articles.models.body.
    """

    def __init__(self, parts, *, kind, placeholder="", counts=False, attrs=None):
        super().__init__(attrs, preset="newsroom")
        self.parts = parts
        self.kind = kind
        self.placeholder = placeholder
        self.counts = counts

    @property
    def media(self):
        return Media(
            importmap=ImportMap({"django-prose-editor/editor": EDITOR}),
            js=[
                Script(EDITOR, type="module"),
                Script("js/editor/start.js", type="module"),
            ],
        )

    def get_config(self):
        return {
            "kind": self.kind,
            "placeholder": self.placeholder,
            "counts": self.counts,
            "extensions": {part: OPTIONS.get(part, {}) for part in self.parts},
            "languages": languages.NAMES,
            "addresses": {
                "library": reverse("admin:articles_image_changelist"),
                "articles": reverse("admin:headlines"),
            },
        }


class RichTextField(forms.CharField):
    """`clean_html` is what the text goes through: clean_body or clean_inline."""

    def __init__(self, *, clean_html, **options):
        super().__init__(**options)
        self.clean_html = clean_html

    def clean(self, value):
        return self.clean_html(super().clean(value))


def body_field(**options):
    widget = RichText(
        tuple(body.PARTS), kind="body", placeholder="Write the text here…", counts=True
    )
    return RichTextField(clean_html=body.clean_body, widget=widget, **options)


def standfirst_field(**options):
    widget = RichText(
        body.STANDFIRST_PARTS,
        kind="standfirst",
        placeholder="One or two sentences between headline and text",
    )
    return RichTextField(clean_html=body.clean_inline, widget=widget, **options)


def inline_field(**options):
    """Make a field for a bio, a notice, a description: always paragraphs."""
    widget = RichText(body.STANDFIRST_PARTS, kind="inline")
    return RichTextField(clean_html=body.clean_paragraphs, widget=widget, **options)
