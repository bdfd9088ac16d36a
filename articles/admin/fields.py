"""Plain fields whose words are checked as they are typed."""

from urllib.parse import urlsplit

from django import forms


class AddressesField(forms.CharField):
    """Addresses of web pages, one a line."""

    widget = forms.Textarea({"rows": 3})

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        for line in lines:
            if not is_web_address(line):
                raise forms.ValidationError(
                    f"“{line[:80]}” is no address. Write one a line, "
                    "such as https://www.example.org"
                )
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
