"""What something is called, and what is said of it, in languages other than ours."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models

from articles.models.languages import NAMES


@dataclass(frozen=True)
class Said:
    """Some words, and the language that they are in; "" where it is the house's."""

    words: str
    language: str = ""

    def __str__(self):
        return self.words

    def __bool__(self):
        return bool(self.words)


class InLanguages(models.Model):
    """`said_in_languages` names the fields that may be said in others too.

    A field's own value is in the publication's language, and stands in for every other
    in which nothing is said.
    """

    in_languages = models.JSONField(
        "in other languages",
        default=dict,
        blank=True,
        help_text="Words by language and field: {'fr.name': '…'}.",
    )

    said_in_languages: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def said(self, field, language):
        """Return a field's words in a language, or in ours where there are none."""
        if words := self.in_languages.get(f"{language}.{field}"):
            return Said(words, language)
        return Said(getattr(self, field))

    def clean_fields(self, exclude=None):
        super().clean_fields(exclude)
        if "in_languages" not in (exclude or ()):
            self._clean_languages()

    def _clean_languages(self):
        known = {
            f"{language}.{field}"
            for language in NAMES
            for field in self.said_in_languages
        }
        words = self.in_languages
        if not isinstance(words, dict) or not known.issuperset(words):
            unknown = "Something is said in a language that nobody writes in here."
            raise ValidationError({"in_languages": unknown})
        for key, text in words.items():
            language, _, name = key.partition(".")
            field = self._meta.get_field(name)
            try:
                field.run_validators(field.to_python(text))
            except ValidationError as error:
                raise ValidationError(
                    {"in_languages": f"{NAMES[language]}: {' '.join(error.messages)}"}
                ) from None
