"""Plain fields whose words are checked as they are typed."""

from urllib.parse import urlsplit

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe


class AddressesWidget(forms.Textarea):
    """Says below the lines whose account each address is."""

    template_name = "admin/widgets/addresses.html"

    def __init__(self):
        super().__init__({"rows": 3, "dir": "ltr"})

    def get_context(self, name, value, attrs):
        lines = [line.strip() for line in (value or "").splitlines()]
        context = super().get_context(name, value, attrs)
        return {**context, "links": list(filter(is_web_address, lines))}

    def _render(self, template_name, context, renderer=None):
        # Django's renderer of forms does not look into the project's own templates.
        context["input"] = super()._render(super().template_name, context, renderer)
        return mark_safe(render_to_string(template_name, context))


class AddressesField(forms.CharField):
    """Addresses of web pages, one a line."""

    def __init__(self, **options):
        # Django's admin comes with a widget of its own.
        super().__init__(**{**options, "widget": AddressesWidget})

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        for line in lines:
            if not is_web_address(line):
                raise forms.ValidationError(
                    f"“{line[:80]}” is no address. Write one a line, "
                    "such as https://www.example.org"
                )
        for line in lines:
            if lines.count(line) > 1:
                raise forms.ValidationError(f"“{line[:80]}” is here twice.")
        return "\n".join(lines)


class AddressField(forms.CharField):
    """An address of a page of ours, of another site, or to write to."""

    def clean(self, value):
        value = super().clean(value).strip()
        if value and not (is_web_address(value) or is_own(value) or is_mail(value)):
            raise forms.ValidationError(
                "Write a whole address such as https://www.example.org, "
                "or one of ours such as /membership/"
            )
        return value


def is_web_address(text):
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and " " not in text


def is_own(text):
    return text.startswith("/") and not text.startswith(("//", "/\\"))


def is_mail(text):
    return text.startswith("mailto:") and "@" in text
