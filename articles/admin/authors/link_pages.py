"""“Their own link”: made, copied, mailed, revoked."""

from smtplib import SMTPException

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from articles.admin.authors.writing import mailto
from articles.admin.things.pages import about, address, page, refused
from articles.editing.authors import letters, links
from articles.editing.authors.names import theirs
from articles.models import Publication, Suggestion

FOLDER = "admin/articles/author"


class DaysForm(forms.Form):
    days = forms.TypedChoiceField(
        label="How long shall it open?",
        choices=list(links.DAYS.items()),
        coerce=int,
        initial=30,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how long it shall open.",
            "invalid_choice": "Choose how long it shall open.",
        },
    )


class MailForm(forms.Form):
    to = forms.EmailField(
        label="Their address",
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text="It is kept nowhere.",
        error_messages={
            "required": "Write where to.",
            "invalid": "This is no e-mail address. Write one such as name@example.org",
        },
    )
    subject = forms.CharField(
        max_length=200, error_messages={"required": "Write what it is about."}
    )
    text = forms.CharField(
        label="Mail",
        max_length=8_000,
        widget=forms.Textarea({"rows": 11, "dir": "auto"}),
        error_messages={"required": "Write the mail."},
    )


@about("change")
def own_link(request, author):
    """List an author's links, and make one."""
    form = DaysForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["days"]
        try:
            link = links.make_link(author, by=request.user, days=days)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "The link is made: copy it, or mail it.")
            return HttpResponseRedirect(f"{address(author, 'link')}#link-{link.pk}")
    return _page(request, author, form)


@require_POST
@about("change")
def revoke_link(request, author, link_id):
    link = get_object_or_404(links.links_of(author), pk=link_id)
    links.revoke(link, by=request.user)
    messages.success(request, "Revoked: that link opens nothing any more.")
    return HttpResponseRedirect(address(author, "link"))


@require_POST
@about("change")
def mail_link(request, author, link_id):
    link = get_object_or_404(links.links_of(author), pk=link_id)
    form = _mail_form(link, request.POST)
    if not form.is_valid():
        return _page(request, author, DaysForm(label_suffix=""), {link.pk: form})
    try:
        links.mail(link, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        return refused(request, author, " ".join(error.messages))
    except (OSError, SMTPException, ValueError):
        form.add_error(None, "The mail has not left. Try again, or copy the text.")
        return _page(request, author, DaysForm(label_suffix=""), {link.pk: form})
    messages.success(request, f"Sent to {form.cleaned_data['to']}.")
    return HttpResponseRedirect(address(author, "link"))


def _page(request, author, form, mailing=None):
    publication = Publication.objects.current()
    found = links.links_of(author).open().select_related("made_by", "author")
    rows = [
        _row(link, author, publication, (mailing or {}).get(link.pk))
        for link in found.order_by("-made_at", "-pk")
    ]
    return page(
        request,
        "link",
        author,
        folder=FOLDER,
        form=form,
        rows=rows,
        why_not=links.refusal_to_link(author),
        suggestions=theirs(Suggestion.objects, author).order_by("-made_at", "-pk")[:20],
        mail_leaves=settings.MAIL_LEAVES,
        title="Their own link",
    )


def _row(link, author, publication, form):
    subject, text = letters.invitation(link, author, publication)
    initial = {"subject": subject, "text": text}
    return {
        "link": link,
        "address": letters.address_of(link),
        "mailto": mailto(subject, text),
        "form": form or _mail_form(link, initial=initial),
        "is_open": form is not None,
    }


def _mail_form(link, *args, **kwargs):
    auto_id = f"id_{link.pk}_%s"
    return MailForm(*args, auto_id=auto_id, label_suffix="", **kwargs)
