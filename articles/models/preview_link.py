"""An address at which somebody outside may read desk copy for a while."""

from django.core import signing
from django.db import models
from django.utils import timezone

# The signature is the whole secret: nothing that is stored opens a page.
_SIGNER = signing.Signer(salt="articles.preview", sep=".")


class PreviewLinkQuerySet(models.QuerySet):
    def open(self, at=None):
        """Links that still lead to their article.

        PreviewLink.is_open() is the same rule for one loaded link.
        """
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def by_token(self, token):
        """The one link that a token was made for, open or not; none for a forgery."""
        try:
            pk = int(_SIGNER.unsign(token))
        except (signing.BadSignature, ValueError):
            return self.none()
        return self.filter(pk=pk)


class PreviewLink(models.Model):
    article = models.ForeignKey(
        "Article", on_delete=models.CASCADE, related_name="preview_links"
    )
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="a_preview_link_ends_after_it_begins",
            )
        ]

    def __str__(self):
        return f"Preview of {self.article}, until {self.expires_at:%Y-%m-%d %H:%M}"

    @property
    def token(self):
        return _SIGNER.sign(str(self.pk))

    def is_open(self, at=None):
        return self.revoked_at is None and self.expires_at > (at or timezone.now())
