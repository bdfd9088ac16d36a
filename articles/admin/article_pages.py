"""What all pages around one article share: who may, whose clock, which frame."""

from functools import partial, wraps

from django import forms
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from articles.admin.posted.pages import allowed, not_done, refused
from articles.models import Article
from articles.models.actions import Action, may, refusal

__all__ = ["SeenForm", "about", "not_done", "page", "refused", "to_article"]


class LookedAtForm(forms.Form):
    """What every change carries in `seen`: what its person looked at."""

    def clean(self):
        super().clean()
        if self.errors.pop("seen", None):
            raise ValidationError(
                "The page was incomplete. Look at it, then try again."
            )
        return self.cleaned_data


class SeenForm(LookedAtForm):
    """Carries the number of the version that was looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


def about(action):
    """Give a view the article, if its person may do this; else say why not.

    Who may not even read the article learns nothing of it.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, article_id, **kwargs):
            if not may(request.user, Action.READ):
                raise PermissionDenied  # before it is known whether there is one
            article = get_object_or_404(
                Article.objects.select_related("created_by", "updated_by"),
                pk=article_id,
            )
            if not may(request.user, Action.READ, article):
                raise PermissionDenied
            why_not = partial(refusal, request.user, action, article)
            return allowed(request, article, why_not, view, **kwargs)

        return guarded

    return decorate


def page(request, name, article, *, status=200, **context):
    context = {
        **site.each_context(request),
        "opts": Article._meta,
        "article": article,
        "may_edit": may(request.user, Action.EDIT, article),
        **context,
    }
    template = f"admin/articles/article/{name}.html"
    return render(request, template, context, status=status)


def to_article(article):
    place = reverse("admin:articles_article_change", args=[article.pk])
    return HttpResponseRedirect(place)
