"""The languages that articles are written in."""

from django.db import models
from django.utils.translation import get_language_info

# Tags of BCP 47. Names are the languages' own: a reader looks for theirs.
NAMES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "de": "Deutsch",
    "it": "Italiano",
    "pt": "Português",
    "nl": "Nederlands",
    "pl": "Polski",
    "cs": "Čeština",
    "sr": "Српски",
    "el": "Ελληνικά",
    "tr": "Türkçe",
    "ru": "Русский",
    "uk": "Українська",
    "ar": "العربية",
    "fa": "فارسی",
    "he": "עברית",
    "ur": "اردو",
    "hi": "हिन्दी",
    "zh-hans": "简体中文",
    "zh-hant": "繁體中文",
    "ja": "日本語",
    "ko": "한국어",
}


def direction(language):
    """Return "rtl" or "ltr", as HTML's `dir` wants it."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


class LanguageField(models.CharField):
    def __init__(self, verbose_name=None, **options):
        options = {"max_length": 12, "choices": list(NAMES.items()), **options}
        options.setdefault("default", "en")
        super().__init__(verbose_name, **options)
