"""The address that takes what is typed and not saved, and says who else is there.

Scripts ask here, so it answers neither by a page nor by leading to another address.
"""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.fixing.unsaved import FIXES
from articles.admin.unsaved.messages import Message
from articles.editing import presence
from articles.editing.unsaved import TypedElsewhere, forget_unsaved, keep_unsaved
from articles.models import Article, Edition, Revision, Version
from articles.models.actions import Action, refusal
from articles.templatetags.desk import person

SIGNED_OUT = "You are signed out."
GONE = "This is not there any more."
NOT_YOURS = "You may not change this."
TOO_MUCH = "This is more than can be kept while you type. Save it, or cut it."
ELSEWHERE = "You have typed on in another window, and that text is kept."
UNREADABLE = "This page is out of date. Load it again."


@never_cache
@require_http_methods(["GET", "POST"])
def unsaved(request):
    if not request.user.is_authenticated:
        return _refuse(SIGNED_OUT, 401)
    if not admin.site.has_permission(request):
        return _refuse(NOT_YOURS, 403)
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    try:
        message = Message.read(request.body)
    except RequestDataTooBig:
        return _refuse(TOO_MUCH, 413)
    except ValueError:
        return _refuse(UNREADABLE, 400)
    return _answer(request, message)


def _answer(request, message):
    try:
        answer = _take(request, message)
    except ValidationError as error:
        return _refuse(" ".join(error.messages), 413)
    except PermissionDenied as error:
        return _refuse(str(error), 403)
    except Http404:
        return _refuse(GONE, 404)
    except TypedElsewhere:
        return _refuse(ELSEWHERE, 409)
    return JsonResponse({**answer, "token": get_token(request)})


def _refuse(words, status):
    return JsonResponse({"words": words}, status=status)


def _take(request, message):
    user, at = request.user, (message.model, message.thing_id)
    if message.account != user.pk:
        raise PermissionDenied(
            f"This browser is now signed in as {person(user)}. Sign in as yourself."
        )
    thing = _changeable(request, message)
    answer = {"news": _news(thing, message, user)}
    if message.form is not None:
        kept_at = keep_unsaved(
            *at,
            message.form,
            by=user,
            began_from=message.seen,
            typed=message.typed,
            after=message.after,
        )
        answer["kept_at"] = kept_at.isoformat()
    if thing and message.is_leaving:
        presence.leave(user, *at, window=message.window)
    elif thing and message.form is None:
        company = presence.meet(
            user, *at, window=message.window, has_changes=message.has_changes
        )
        answer |= _in_words(company)
    return answer


def _changeable(request, message):
    """Return the thing, None for a new one; refuse who may not change or add it."""
    screen = _screen(message.model)
    if message.thing_id is None:
        if not screen.has_add_permission(request):
            raise PermissionDenied(NOT_YOURS)
        return None
    thing = _light(message.model).filter(pk=message.thing_id).first()
    if thing is None:
        raise Http404
    if not screen.has_change_permission(request, thing):
        raise PermissionDenied(_why_not(request.user, thing) or NOT_YOURS)
    return thing


def _why_not(user, thing):
    match thing:
        case Article():
            return refusal(user, Action.EDIT, thing)
        case Edition():
            return refusal(user, Action.FIX, thing.article)
    return ""


def _screen(model):
    """Return the screen of a model whose forms are kept."""
    screen = FIXES if model is Edition else admin.site._registry.get(model)
    if not getattr(screen, "keeps_unsaved", False):
        raise Http404
    return screen


def _light(model):
    if model is Edition:
        return Edition.objects.select_related("article").only("article")
    if model is Article:
        newest = Revision.objects.filter(article=OuterRef("pk"))
        rows = Article.objects.only("stage", "version", "created_by", "binned_at")
    else:
        label = model._meta.label_lower
        newest = Version.objects.filter(thing=label, thing_id=OuterRef("pk"))
        rows = model._default_manager.only("version")
    newest = newest.filter(number=OuterRef("version"))
    return rows.annotate(
        saved_by=Subquery(newest.values("made_by")),
        saved_by_name=Subquery(newest.values("made_by_name")),
        saved_at=Subquery(newest.values("made_at")),
    )


def _news(thing, message, user):
    """Say who has saved since the version that the page began from."""
    if thing is None or isinstance(thing, Edition) or thing.version <= message.seen:
        return None
    is_article = isinstance(thing, Article)
    name = "compare" if is_article else f"articles_{thing._meta.model_name}_compare"
    compare = reverse(f"admin:{name}", args=[thing.pk])
    return {
        "who": "" if thing.saved_by == user.pk else thing.saved_by_name or "Somebody",
        "version": thing.version,
        "at": (thing.saved_at or timezone.now()).isoformat(),
        "difference": f"{compare}?from={message.seen}&to={thing.version}",
    }


def _in_words(company):
    others = [
        {
            "who": person(one.person),
            "since": one.since.isoformat(),
            "has_changes": one.has_changes,
        }
        for one in company.others
    ]
    return {"others": others, "is_elsewhere_too": company.is_elsewhere_too}


@require_POST
def drop(request, thing, thing_id=None):
    """Forget a person's own unsaved text and show what is saved."""
    try:
        model = apps.get_model(thing)
    except (LookupError, ValueError):
        raise Http404 from None
    _screen(model)
    forget_unsaved(model, thing_id, by=request.user)
    if model is Edition:
        article = get_object_or_404(Edition.objects.only("article"), pk=thing_id)
        return HttpResponseRedirect(reverse("admin:fix", args=[article.article_id]))
    page = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    if thing_id is None:
        return HttpResponseRedirect(reverse(f"{page}_add"))
    return HttpResponseRedirect(reverse(f"{page}_change", args=[thing_id]))


def addresses(admin_site):
    guarded = admin_site.admin_view(drop)
    return [
        path("unsaved/", unsaved, name="unsaved"),
        path("unsaved/<str:thing>/drop/", guarded, name="drop_unsaved"),
        path("unsaved/<str:thing>/<int:thing_id>/drop/", guarded, name="drop_unsaved"),
    ]
