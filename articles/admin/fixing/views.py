"""Fixing what readers see: the screen that an editor in a taxi has open."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from js_asset import Media

from articles.admin.article_pages import about, not_done, page, refused
from articles.admin.differing import differing_fields
from articles.admin.fixing.form import FixForm
from articles.admin.fixing.unsaved import described, forget, leave, taken_up
from articles.admin.undo import with_undo
from articles.admin.words import field_name, joined
from articles.editing.fixes.live import FIXABLE, NOTHING_LIVE, NotFixed, fix_live
from articles.editing.fixes.replacing import with_new_words
from articles.editing.fixes.wording import Replaced, suggestion
from articles.models.actions import Action
from articles.templatetags.desk import full_moment

TOLD = (
    "Readers will be told this above the text. Change it as you like, then press the "
    "button again: nothing is out yet."
)


@about(Action.FIX)
def fix(request, article):
    live = _editions(article).visible().first()
    if request.method == "POST":
        return _posted(request, article, live)
    if live is None:
        return not_done(request, article, NOTHING_LIVE)
    return _opened(request, article, live)


def _posted(request, article, live):
    form, clash, asked = FixForm(request.POST), (), ""
    seen = _editions(article).filter(pk=_number(request.POST.get("seen"))).first()
    if seen:
        leave(request, seen)
    if form.is_valid() and seen:
        words = form.snapshot(seen.revision.snapshot)
        if form.asks_for_words and words != seen.revision.snapshot:
            asked = TOLD
            form.show(correction=suggestion(seen.revision.snapshot, words))
        elif outcome := _fixed(request, article, seen, form, words):
            forget(request, seen)  # it is out, or the refused text is a version
            if not isinstance(outcome, NotFixed):
                _say(request, article, outcome)
                return HttpResponseRedirect(_place_after(request, article, outcome))
            clash = _begin_again(form, outcome)
    elif form.is_valid():
        form.add_error(None, "This page is not about a text that readers saw.")
    shown = live or seen
    if shown is None:
        return refused(request, article, NOTHING_LIVE)
    return _screen(request, article, shown, form, clash=clash, asked=asked)


def _opened(request, article, live):
    """Show what readers see, or what its person had begun to mend of it."""
    copy, typed = taken_up(request, article)
    form = FixForm(unsaved=typed, initial=_initial(request, live))
    began = copy and _editions(article).filter(pk=copy.thing_id).first()
    return _screen(request, article, began or live, form, copy=copy)


def _editions(article):
    return article.editions.select_related("revision")


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def _place_after(request, article, outcome):
    """Return where one goes on: back to the complaint that the fix answers, if any."""
    asked_by = article.complaints.filter(pk=_number(request.GET.get("complaint")))
    if "complaint" in request.GET and asked_by.exists():
        number = request.GET["complaint"]
        return reverse("admin:articles_complaint_change", args=[number])
    return reverse("admin:fixed", args=[article.pk, outcome.edition.pk])


def _initial(request, live):
    """Return what readers see, perhaps with some words of the address put right."""
    text = live.revision.snapshot
    old, new = (request.GET.get(name, "") for name in ("old", "new"))
    if old:
        text = with_new_words(text, Replaced(old, new))
    return {"seen": live.pk, **{name: getattr(text, name) for name in FIXABLE}}


def _fixed(request, article, seen, form, words):
    try:
        return fix_live(
            article,
            words,
            by=request.user,
            seen=seen.pk,
            correction=form.correction_made,
            moves_address=form.cleaned_data["moves_address"],
        )
    except ValidationError as error:
        form.refuse(error)
        return None


def _begin_again(form, outcome):
    """Let the form go on from what readers see by now; return what clashes, shown."""
    together = outcome.together
    form.show(
        seen=outcome.live.pk, **{name: getattr(together, name) for name in FIXABLE}
    )
    standing = outcome.live.revision.snapshot
    who = outcome.live.revision.made_by_name or "Somebody"
    form.add_error(
        None,
        f"{who} changed the same meanwhile. Below you see both. Your words are still "
        "in the form: change them, or press the button again to put them in the place "
        f"of theirs. If you leave, they are kept as version {outcome.refused.number}.",
    )
    return differing_fields(standing, outcome.refused.snapshot, outcome.clashing)


def _say(request, article, outcome):
    tell, words = messages.success, "Fixed: readers see it now."
    if outcome.taken:
        taken = joined(field_name(name) for name in outcome.taken)
        words = f"Fixed, together with what a colleague had fixed meanwhile: {taken}."
        tell = messages.warning
    tell(request, with_undo(request, article, outcome.edition, words))
    for edition in outcome.spread.mended:
        at = full_moment(edition.live_from)
        messages.success(request, f"The text scheduled for {at} has the fix, too.")


def _screen(request, article, live, form, clash=(), asked="", copy=None):
    return page(
        request,
        "fixing/fix",
        article,
        live=live,
        form=form,
        clash=clash,
        asked=asked,
        unsaved=described(request, live, copy),
        complaint=_number(request.GET.get("complaint")),
        is_same=live.revision.number == article.version,
        media=Media.from_media(form.media, nonce=request.csp_nonce),
        title="Fix what readers see",
    )
