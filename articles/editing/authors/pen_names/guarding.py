"""Keeps a pen name with something behind it from being made another author."""

from django.core.exceptions import ValidationError

from articles.editing.authors.pen_names.portraits import named_in
from articles.models import Author, PenName

KIND = (
    "A real name is kept behind this pen name: it stays a pen name. Its keepers can "
    "end that first."
)
ACCOUNT = (
    "A real name is kept behind this pen name. An account set here would tell the "
    "whole staff who it is."
)
MERGE = (
    "A real name is kept behind this pen name: one address would lead to the other, "
    "and say who it is. Its keepers can move bylines instead."
)

PORTRAIT = (
    "The file of this picture says whose it is: “{}”. Every copy that readers get says "
    "so, too. Bring it once more without that, and choose the new one."
)


def require_kept(author, content):
    """Refuse a content that would say who it is. It asks of pen names alone."""
    is_pen_name = author.pk and author.kind == Author.Kind.PEN_NAME
    stays = content.kind == Author.Kind.PEN_NAME and content.account is None
    if is_pen_name and not stays and _hides(author):
        if content.kind != Author.Kind.PEN_NAME:
            raise ValidationError({"kind": KIND})
        raise ValidationError({"account": ACCOUNT})
    if content.kind == Author.Kind.PEN_NAME and content.photo:
        is_new = content.photo != author.photo_id or author.kind != content.kind
        if is_new and (names := named_in(content.photo)):
            raise ValidationError({"photo": PORTRAIT.format("”, “".join(names))})


def merge_refusal(*authors):
    """Return why what a real name is kept behind is not merged, or "": one query."""
    return MERGE if _hides(*authors) else ""


def _hides(*authors):
    return PenName.objects.filter(author__in=authors, ended_at=None).exists()
