"""What an article belongs to, and who made it: its places and its credits."""

from django.db import models


class Belonging(models.Model):
    """An article's place under a term. The order of the rows is that of printing."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["article", "term"], name="%(class)s_is_named_once"
            )
        ]

    def __str__(self):
        return f"{self.article}: {self.term}"


class ArticleRegion(Belonging):
    term = models.ForeignKey("Region", on_delete=models.PROTECT, related_name="+")


class ArticleTheme(Belonging):
    term = models.ForeignKey("Theme", on_delete=models.PROTECT, related_name="+")


class ArticleReport(Belonging):
    term = models.ForeignKey("Report", on_delete=models.PROTECT, related_name="+")


class Credit(models.Model):
    """An author on an article. Credits, in order, make the byline."""

    class Role(models.TextChoices):
        AUTHOR = "author", "Author"
        TRANSLATOR = "translator", "Translator"
        INTERVIEWER = "interviewer", "Interviewer"
        PHOTOGRAPHER = "photographer", "Photographer"
        EDITOR = "editor", "Editor"

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="credits"
    )
    author = models.ForeignKey("Author", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=12, choices=Role, default=Role.AUTHOR)
    wording = models.CharField(
        max_length=120,
        blank=True,
        help_text="Instead of the name as it usually stands.",
    )
    held_on = models.DateField(
        "position of",
        null=True,
        blank=True,
        help_text="The author's role and affiliation of that day; empty: today's.",
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"],
                name="an_author_is_credited_once_in_a_role",
            )
        ]

    def __str__(self):
        return self.wording or str(self.author)
