"""What is done with an article besides writing it: sent back, assigned, copied…

Each page asks what its verb needs, and calls it. None needs a script.
"""

from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.article_pages import (
    LookedAtForm,
    SeenForm,
    about,
    not_done,
    page,
    to_article,
)
from articles.admin.asking import done, form_of, words_of
from articles.admin.base import DAY
from articles.admin.undo import with_undo
from articles.admin.words import joined
from articles.editing import (
    checks,
    copies,
    holding,
    obstacles,
    publication,
    review,
    stopping,
)
from articles.editing.colleagues import colleagues
from articles.editing.dossiers.effects import answers
from articles.editing.dossiers.standing import goes_out_with
from articles.editing.standing import standing, standings
from articles.models.actions import Action, rules_for
from articles.models.languages import NAMES
from articles.templatetags.desk import full_moment, person


class WhyForm(forms.Form):
    why = forms.CharField(
        label="Why?",
        max_length=400,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": "Say why: whoever works on it next will want to know."
        },
    )


class SendBackForm(WhyForm, SeenForm):
    pass


class HoldForm(WhyForm, SeenForm):
    pass


class HoldOneForm(HoldForm):
    """Of an article that goes out together with others."""

    others = forms.ChoiceField(
        label="What becomes of the others?",
        choices=holding.Others,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what becomes of the others."},
    )


class LiftForm(LookedAtForm):
    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(label="Why now?", max_length=400, required=False)


class Colleague(forms.ModelChoiceField):
    def label_from_instance(self, user):
        roles = ", ".join(group.name for group in user.groups.all())
        return f"{person(user)} ({roles or 'everything'})"


class OverrideForm(SeenForm):
    why = forms.CharField(
        label="Why can it not wait?",
        max_length=publication.REASON_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Say why: the other publishers will ask."},
    )


class AssigneeForm(forms.Form):
    assignee = Colleague(
        label="To whom?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody",
        error_messages={"invalid_choice": "Choose somebody of the list."},
    )
    due_on = forms.DateField(
        label="Until when?",
        required=False,
        widget=DAY["widget"],
        help_text="Empty: no day is set.",
        error_messages={"invalid": "Write a day as in 2026-03-31."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = colleagues()


class AssignForm(AssigneeForm, LookedAtForm):
    seen = forms.CharField(widget=forms.HiddenInput)


class LanguageForm(SeenForm):
    language = forms.ChoiceField(
        label="Into which language?",
        error_messages={"required": "Choose a language."},
    )

    def __init__(self, *args, taken, **kwargs):
        super().__init__(*args, **kwargs)
        free = [(code, name) for code, name in NAMES.items() if code not in taken]
        self.fields["language"].choices = [("", "Choose…"), *free]


@about(Action.SEND_BACK)
def send_back(request, article):
    form = form_of(SendBackForm, request, article)
    if done(form, article, review.send_back, by=request.user):
        messages.success(request, "Sent back, with your reason.")
        return to_article(article)
    return page(request, "send_back", article, form=form, title="Send it back?")


@about(Action.ASSIGN)
def assign(request, article):
    given = {"assignee": article.assignee_id, "due_on": article.due_on}
    form = form_of(AssignForm, request, article, seen=review.given(article), **given)
    if done(form, article, review.assign, by=request.user, state=review.given):
        name = person(form.cleaned_data["assignee"], "nobody")
        messages.success(request, f"Assigned to {name}.")
        return to_article(article)
    return page(request, "assign", article, form=form, title="Assign it to a colleague")


@require_POST
@about(Action.DUPLICATE)
def duplicate(request, article):
    form = SeenForm(request.POST)
    if saved := done(form, article, copies.duplicate, by=request.user):
        messages.success(
            request, "This is the copy: a second article, with the same text."
        )
        return to_article(saved.article)
    return not_done(request, article, words_of(form))


@about(Action.TRANSLATE)
def translate(request, article):
    original = article.translation_of or article
    others = [original, *original.translations.unbinned().order_by("language")]
    taken = {other.language for other in others}
    form = form_of(partial(LanguageForm, taken=taken), request, article)
    if saved := done(form, article, copies.translate, by=request.user):
        language = NAMES[saved.article.language]
        messages.success(
            request, f"This is the translation into {language}. Write over its words."
        )
        return to_article(saved.article)
    known = standings(others)
    return page(
        request,
        "translate",
        article,
        form=form,
        original=original,
        others=[(other, known[other.pk]) for other in others],
        title="Translate it",
    )


@require_POST
@about(Action.TRANSLATE)
def catch_up(request, article):
    form = SeenForm(request.POST)
    if not done(form, article, copies.catch_up, by=request.user):
        return not_done(request, article, words_of(form))
    messages.success(request, "The translation counts as up to date.")
    return to_article(article)


@about(Action.HOLD)
def hold(request, article):
    goes_with = goes_out_with(article, timezone.now())
    form = form_of(HoldOneForm if goes_with else HoldForm, request, article)
    if done(form, article, holding.hold, by=request.user):
        messages.success(request, "On hold: it goes out only after somebody lifts it.")
        return to_article(article)
    return page(
        request,
        "hold",
        article,
        form=form,
        standing=standing(article),
        answers=goes_with and answers(article),
        title="Put it on hold?",
    )


@about(Action.LIFT)
def lift(request, article):
    form = form_of(LiftForm, request, article, seen=_held(article))
    if outcome := done(form, article, holding.lift, by=request.user, state=_held):
        article.refresh_from_db()
        messages.success(request, _lifted(article, *outcome))
        return to_article(article)
    return page(request, "lift", article, form=form, title="Lift the hold?")


def _held(article):
    return article.held_at.isoformat() if article.held_at else ""


def _lifted(article, released, missed):
    words = ["The hold is lifted."]
    if still := stopping.awaited(article):
        words += [f"It cannot go out before {joined(still)}."]
    words += [f"Readers get it on {_moment(edition)}." for edition in released]
    words += [
        f"Its hour, {_moment(edition)}, passed meanwhile: choose another."
        for edition in missed
    ]
    return " ".join(words)


def _moment(edition):
    return full_moment(edition.live_from)


@about(Action.OVERRIDE)
def override(request, article):
    form = form_of(OverrideForm, request, article)
    if edition := done(form, article, publication.publish_overriding, by=request.user):
        words = "Published, and your reason is in the log."
        messages.success(request, with_undo(request, article, edition, words))
        return to_article(article)
    text, rules = article.snapshot(), rules_for(request.user)
    found = checks.problems(text, rules, article)
    return page(
        request,
        "override",
        article,
        form=form,
        obstacles=obstacles.against_publishing(
            *(request.user, article, text, found, rules)
        ),
        title="Publish in spite of this?",
    )
