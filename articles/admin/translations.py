"""The other languages of an article, and whether a translation is behind."""

from dataclasses import dataclass, field

from django.urls import reverse

from articles.editing.copies import corrected_since
from articles.models import Article, Correction
from articles.models.actions import Action, refusal


@dataclass(frozen=True)
class Translations:
    """What an article is a translation of, and what else it is translated into."""

    original: Article | None
    others: list[Article]
    rendered: int | None = None
    why_no_catching_up: str = ""
    corrected: list[Correction] = field(default_factory=list)

    @property
    def has_changed(self):
        return bool(self.original) and self.rendered != self.original.version

    @property
    def is_behind(self):
        return self.has_changed or bool(self.corrected)

    @property
    def difference(self):
        """Return where it is shown what changed in the original since."""
        if not self.rendered:
            return ""
        return difference(self.original, self.rendered, self.original.version)


def translations(user, article):
    """Return an article's translations: three queries at most."""
    original = article.translation_of
    others = (original or article).translations.exclude(pk=article.pk)
    shown = ("headline", "language", "translation_of")
    return Translations(
        original,
        list(others.unbinned().only(*shown).order_by("language")),
        article.translated_version,
        refusal(user, Action.TRANSLATE, article) if original else "",
        list(corrected_since(article)) if original else [],
    )


def difference(article, old, new):
    """Return the address of what differs between two versions, by their numbers."""
    return f"{reverse('admin:compare', args=[article.pk])}?from={old}&to={new}"
