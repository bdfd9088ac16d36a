"""An address at which an author sees what we say of them, and proposes changes."""

import secrets

from django.core import signing
from django.db import models
from django.utils import timezone

# What is stored opens nothing without the signature, nor the signature without a row.
_SIGNER = signing.Signer(salt="articles.author", sep=".")
KEY_BYTES = 16


def new_key():
    return secrets.token_hex(KEY_BYTES)


class AuthorLinkQuerySet(models.QuerySet):
    def open(self, at=None):
        """Links that still lead to their author.

        AuthorLink.is_open() is the same rule for one loaded link.
        """
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def by_token(self, token):
        """The one link that a token was made for, open or not; none for a forgery.

        A forgery is looked for as well: the answer takes as long for one as for a link
        that was revoked.
        """
        try:
            key = _SIGNER.unsign(token)
        except signing.BadSignature:
            key = ""
        return self.filter(key=key)


class AuthorLink(models.Model):
    """Its author may lie in the bin: the link then opens nothing until they are back.

    `last_opened_at` is true to the hour. It is no part of what anybody decides on.
    """

    author = models.ForeignKey(
        "Author",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="own_links",
    )
    key = models.CharField(max_length=2 * KEY_BYTES, unique=True, default=new_key)
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=150, blank=True)
    last_opened_at = models.DateTimeField(null=True)

    objects = AuthorLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="an_authors_link_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(key=""), name="an_authors_link_has_a_key"
            ),
        ]

    def __str__(self):
        return f"Link made {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def token(self):
        return _SIGNER.sign(self.key)

    def is_open(self, at=None):
        return self.revoked_at is None and self.expires_at > (at or timezone.now())
