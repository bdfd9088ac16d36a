"""The mail that answers a reader: plain text, what they wrote beneath it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from articles.reading.addresses import absolute


def written(reply, publication):
    """Return the mail. Whoever sends it twice sends the same mail: its id says so."""
    complaint = reply.complaint
    article = complaint.article
    context = {
        "reply": reply,
        "complaint": complaint,
        "article": complaint.edition.headline,
        "address": absolute(reverse("articles:article_by_number", args=[article.pk])),
        "publication": publication.name,
    }
    name = _one_line(publication.name)
    about = f"Your message about “{_one_line(complaint.edition.headline)}”"
    answers_to = publication.error_reports_address
    host = urlsplit(settings.SITE_URL).hostname
    return EmailMessage(
        subject=f"{name}: {about}" if name else about,
        body=render_to_string("email/complaint_reply.txt", context),
        to=[complaint.email],
        reply_to=[answers_to] if answers_to else None,
        headers={"Message-ID": f"<complaint-reply-{reply.pk}@{host}>"},
    )


def _one_line(words):
    """Return words that a header may hold: a line break in one would begin another."""
    return " ".join(words.split())
