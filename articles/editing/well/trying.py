"""Sends a mail to whoever asks, to see whether mail gets through."""

from smtplib import SMTPException

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.utils import timezone

from articles.editing.well.signs import note
from articles.models import Publication, Sign


def try_mail(*, by, now=None):
    """Send a superuser a test mail; return the address.

    Raises ValidationError where there is no address, or with what the server said.
    """
    if not by.is_superuser:
        raise PermissionDenied("Only superusers may send a test mail.")
    if not by.email:
        raise ValidationError(
            "Your account has no e-mail address. Add it under Staff, then try again."
        )
    now, name = now or timezone.now(), Publication.objects.current().name
    mail = EmailMessage(
        subject=f"{name}: a test mail" if name else "A test mail",
        body="You asked whether mail from the newsroom gets through. It does.\n",
        to=[by.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (OSError, SMTPException, ValueError) as error:
        said = f"{type(error).__name__}: {error}"
        note(Sign.Kind.MAIL_FAILED, said, now)
        raise ValidationError(f"The mail could not be sent. {said}") from error
    note(Sign.Kind.MAIL_SENT, now=now)
    return by.email
