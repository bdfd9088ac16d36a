"""That an article was taken from readers for legal reasons, and what they are told."""

from django.db import models
from django.db.models import Q

NOTICE_LENGTH = 1000


class WithdrawalQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)


class Withdrawal(models.Model):
    """Stands until somebody ends it. `why` is for the log, `notice` for readers.

    `pictures` are those that went out of readers' reach with the article.
    """

    article = models.ForeignKey(
        "Article", on_delete=models.PROTECT, related_name="withdrawals"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    why = models.CharField(max_length=400)
    notice = models.TextField(max_length=NOTICE_LENGTH)
    pictures = models.ManyToManyField("Image", related_name="withdrawals")
    ended_at = models.DateTimeField(null=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(ended_at=None),
                name="an_article_is_withdrawn_once_at_a_time",
            )
        ]

    def __str__(self):
        return f"Withdrawal of article {self.article_id}, {self.at:%Y-%m-%d}"
