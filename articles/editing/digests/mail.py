"""The mail itself: headlines, what they want, reasons and links; never a text."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles.reading.addresses import absolute


def written(person, groups, publication):
    """Return the mail that tells a person of the groups."""
    setting = absolute(reverse("admin:digest"))
    count = sum(group.count for group in groups)
    context = {
        "groups": [
            (group, [(entry, absolute(entry.address)) for entry in group.entries])
            for group in groups
        ],
        "count": count,
        "person": person,
        "publication": publication,
        "desk": absolute(reverse("admin:index")),
        "setting": setting,
    }
    name = " ".join(publication.name.split())
    things = "One thing is new for you" if count == 1 else f"{count} new things for you"
    with timezone.override(publication.zone):
        mail = EmailMultiAlternatives(
            subject=f"{name}: {things}" if name else things,
            body=render_to_string("email/digest.txt", context),
            to=[person.email],
            headers={
                "List-Unsubscribe": f"<{setting}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        html = render_to_string("email/digest.html", context)
    mail.attach_alternative(html, "text/html")
    return mail
