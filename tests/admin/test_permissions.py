"""The whole table, cell by cell, through the addresses that a browser posts to.

Each allowed cell does what it says. Each refused one answers with 403, or with the
table's words, and leaves everything that an article consists of as it was.
"""

import itertools
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin import ModelAdmin, site
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import (
    corrections,
    desk,
    notes,
    previews,
    publication,
    schedule,
    source_notes,
)
from articles.editing.complaints import dealing
from articles.editing.fixes.live import fix_live
from articles.models import (
    Article,
    Complaint,
    Edition,
    Event,
    PreviewLink,
    Revision,
    SavedFilter,
    Stage,
)
from articles.models.actions import TABLE, Action, Role, refusal
from articles.models.belonging import ArticleReport
from articles.publishing import editions
from tests import factories
from tests.admin.pages import change_page, filled, list_page, new_page
from tests.models.test_actions import EVERYWHERE, expected

ANONYMOUS, SUPERUSER = "nobody signed in", "superuser"
PEOPLE = (*Role.values, SUPERUSER, ANONYMOUS)
# What the stage itself forbids, superusers too.
AT_STAGES = {
    Action.SUBMIT: {Stage.DRAFT},
    Action.APPROVE: {Stage.DRAFT, Stage.REVIEW},
    Action.SEND_BACK: {Stage.REVIEW, Stage.APPROVED},
    Action.TAKE_BACK: {Stage.REVIEW, Stage.APPROVED},
}
FAR_OFF_YEAR = 2090
FAR_OFF = f"{FAR_OFF_YEAR}-05-03T06:00"
STORED = ("Article", "Credit", "Edition", "Event", "Revision", "WorkingCopy")
STORED += ("PreviewLink",)
STORED += ("Mention", "Note", "Reply", "SourceNote")
STORED += ("Correction", "Image", "Withdrawal", "SavedFilter", "Release")
STORED += ("Complaint", "ComplaintReply", "ComplaintStep", "Author")


def page(name, article, *more):
    return reverse(f"admin:{name}", args=[article.pk, *more])


def pressed(button, **changes):
    """Post the article's form as an editor's browser holds it, with a button."""

    def press(scene):
        form = {**scene.form(change_page(scene.article)), button: "", **changes}
        scene.meanwhile()
        return scene.client.post(change_page(scene.article), form, follow=True)

    return press


def posted(name, *more, **values):
    def post(scene):
        data = {"seen": scene.article.version, **values}
        scene.meanwhile()
        return scene.client.post(page(name, scene.article, *more), data, follow=True)

    return post


def asked(name, *more, **values):
    """Post the form of a page that asks first, as it was opened."""

    def post(scene):
        address = page(name, scene.article, *more)
        data = {**scene.asked(address), **values}
        scene.meanwhile()
        return scene.client.post(address, data, follow=True)

    return post


def read(scene):
    return scene.client.get(change_page(scene.article), follow=True)


def create(scene):
    form = {**scene.form(new_page()), "headline": "Filed by hand", "_save": ""}
    scene.meanwhile()
    return scene.client.post(new_page(), form, follow=True)


def assign(scene):
    return asked("assign", assignee=scene.somebody.pk)(scene)


def combine(scene):
    refused = scene.article.revisions.get(intent=Revision.Intent.CONFLICT).number
    form = {"headline": "refused", "text-headline": "Kept aside"}
    return posted("combine", refused, **form)(scene)


def catch_up(scene):
    Article.objects.filter(pk=scene.article.pk).update(
        translation_of=scene.original, translated_version=None
    )
    scene.remember()
    return posted("catch_up", seen=scene.original.version)(scene)


def lift(scene):
    scene.put_on_hold()
    return asked("lift")(scene)


def unpublish(scene):
    scene.go_live()
    return asked("unpublish", why="Wrong person")(scene)


def release(scene):
    """Let it go out with its report: from the report's screen."""
    report = factories.report()
    ArticleReport.objects.create(article=scene.article, term=report)
    head = scene.article.revisions.get(number=scene.article.version)
    Revision.objects.filter(pk=head.pk).update(
        content=replace(head.snapshot, reports=(report.pk,)).to_json()
    )
    scene.remember()
    chosen = f"{scene.article.pk}:{scene.article.version}"
    address = reverse("admin:articles_report_release", args=[report.pk])
    scene.meanwhile()
    data = {"chosen": chosen, "when": "now"}
    return scene.client.post(address, data, follow=True)


def retract(scene):
    scene.go_live()
    return asked("retract", notice="It is not true", leaves="notice")(scene)


def reinstate(scene):
    scene.go_live()
    factories.retracted(scene.article, by=scene.admin)
    scene.remember()
    return asked("reinstate", notice="It was true")(scene)


def withdraw(scene):
    scene.go_live()
    return asked("withdraw", why="The court said so", notice="Gone")(scene)


def end_withdrawal(scene):
    scene.go_live()
    factories.withdrawn(scene.article, by=scene.admin)
    scene.remember()
    return asked("end_withdrawal", why="The court said so")(scene)


def undo(scene):
    scene.go_live()
    edition = Edition.objects.get(article=scene.article)
    return posted("undo", edition=edition.pk)(scene)


def take_back(scene):
    kinds = {Stage.REVIEW: Event.Kind.SUBMITTED, Stage.APPROVED: Event.Kind.APPROVED}
    Event.objects.create(
        article=scene.article,
        kind=kinds.get(scene.article.stage, Event.Kind.SUBMITTED),
        at=timezone.now(),
        by=scene.person,
        from_stage=Stage.DRAFT,
    )
    scene.remember()
    return posted("take_back")(scene)


def bring_back(scene):
    Article.objects.filter(pk=scene.article.pk).update(binned_at=timezone.now())
    scene.remember()
    return posted("bring_back")(scene)


def revoke_preview(scene):
    link = previews.make_link(scene.article, by=scene.admin, days=1)
    scene.remember()
    return posted("revoke_preview", link.pk)(scene)


def answer(scene):
    return beside_note(scene, "answer_note", scene.note.pk, answer="done")


def about_source(name, **values):
    return lambda scene: beside_note(scene, name, scene.source.pk, **values)


def beside_note(scene, name, pk, **values):
    """Post one of the forms on the page of all notes, as it was opened."""
    address = page(name, scene.article, pk)
    [seen] = scene.seen_on(page("notes", scene.article), address)
    return posted(name, pk, seen=seen, **values)(scene)


def clear_flag(scene):
    factories.flagged(scene.source, by=scene.admin, why="He may sue")
    scene.remember()
    return about_source("clear_flag", why="He agreed")(scene)


def live_seen(scene):
    return scene.article.editions.visible().get().pk


def fix(scene):
    scene.go_live()
    form = {"headline": "Fixed", "body": "<p>Some words.</p>", "was_wrong": "no"}
    return posted("fix", seen=live_seen(scene), **form)(scene)


def correct(scene):
    scene.go_live()
    return asked("correct", text="It was never so.")(scene)


def amend(scene):
    scene.go_live()
    told = {"by": scene.admin, "seen": live_seen(scene)}
    told = corrections.correct(scene.article, "correction", "So.", **told)
    scene.remember()
    amended = {"text": "It was otherwise.", "why": "Wrong again"}
    return asked("amend", told.correction.pk, **amended)(scene)


def fixed_by_the_admin(scene, **words):
    scene.go_live()
    [edition] = scene.article.editions.visible()
    mended = replace(edition.revision.snapshot, **words)
    edition = fix_live(scene.article, mended, by=scene.admin, seen=edition.pk).edition
    scene.put_at(scene.stage)
    return edition


def mend(scene):
    edition = fixed_by_the_admin(scene, headline="Third")
    scene.remember()
    values = {"place": "body", "old": "Some", "new": "Many"}
    return posted("mend", edition.pk, **values)(scene)


def look(scene):
    edition = fixed_by_the_admin(scene, headline="Third")
    Edition.objects.filter(pk=edition.pk).update(look_wanted_at=edition.live_from)
    scene.remember()
    return posted("looked_at", edition.pk)(scene)


def decide(scene):
    scene.go_live()
    head = scene.article.revisions.get(number=1)
    later = timezone.now() + timedelta(hours=1)
    held = editions.schedule(scene.article, head, later, by=scene.admin)
    fixed_by_the_admin(scene, headline="Third")
    held.refresh_from_db()
    scene.remember()
    return posted("held_back", held.pk, seen=held.fix_waiting, _leave_out="")(scene)


def scheduled(scene, number=2):
    """Schedule a version of its article for the next hour; return the edition."""
    revision = scene.article.revisions.get(number=number)
    later = timezone.now() + timedelta(hours=1)
    edition = editions.schedule(scene.article, revision, later, by=scene.admin)
    scene.remember()
    return edition


def use_text(scene):
    edition = scheduled(scene, number=1)
    button = f"{edition.pk} {schedule.as_seen(edition)}"
    return pressed("_use_text", _use_text=button)(scene)


def of_edition(name, make, **values):
    def post(scene):
        return asked(name, make(scene).pk, **values)(scene)

    return post


def complained(scene, done=None):
    """Let a reader complain, and a colleague do something about it."""
    scene.go_live()
    scene.complaint = factories.complaint(
        scene.article, claim="A reader says no", email="reader@home.example"
    )
    if done:
        done(scene.complaint, by=scene.admin, seen=scene.complaint.touched_at)
        scene.complaint.refresh_from_db()
    scene.remember()


def complaint_at(name, scene, *more):
    return reverse(f"admin:articles_complaint_{name}", args=[scene.complaint.pk, *more])


def see_complaint(scene):
    complained(scene)
    return scene.client.get(complaint_at("change", scene), follow=True)


def about_complaint(name, *, after=None, **values):
    """Post one of the forms of a complaint's page, as it was opened."""

    def post(scene):
        complained(scene, after)
        more = [reply.pk for reply in scene.complaint.replies.all()]
        address = complaint_at(name, scene, *more)
        seen, *_ = scene.seen_on(complaint_at("change", scene), address)
        scene.meanwhile()
        return scene.client.post(address, {"seen": seen, **values}, follow=True)

    return post


def made_live(scene):
    scene.go_live()
    return Edition.objects.get(article=scene.article)


def the_edition(scene):
    return Edition.objects.get(article=scene.article, cancelled_at=None)


def closed(complaint, **said):
    return dealing.close(complaint, outcome="no_error", **said)


def failed_to_answer(complaint, **said):
    dealing.reply(complaint, text="We looked.", **said)
    complaint.replies.update(next_at=None, failures=5)


def complaint_is(**fields):
    return lambda scene: Complaint.objects.filter(**fields).exists()


def share_filter(scene):
    filtering = {"name": "Ours", "query": "kind=opinion", "for_everybody": "on"}
    scene.meanwhile()
    return scene.client.post(reverse("admin:saved_filters"), filtering, follow=True)


def headline_is(words):
    return lambda scene: scene.stored.headline == words


def stage_is(stage):
    return lambda scene: scene.stored.stage == stage


@dataclass(frozen=True)
class Deed:
    name: str
    action: Action
    do: Any
    is_done: Any


DEEDS = [
    Deed("read", Action.READ, read, lambda scene: b"Second" in scene.answer.content),
    Deed(
        "create",
        Action.CREATE,
        create,
        lambda scene: Article.objects.filter(headline="Filed by hand").exists(),
    ),
    Deed("save", Action.EDIT, pressed("_save", headline="3"), headline_is("3")),
    Deed("combine", Action.EDIT, combine, headline_is("Kept aside")),
    Deed("submit", Action.SUBMIT, pressed("_submit"), stage_is(Stage.REVIEW)),
    Deed(
        "send back",
        Action.SEND_BACK,
        asked("send_back", why="Who says so?"),
        lambda scene: scene.has_event(Event.Kind.SENT_BACK),
    ),
    Deed(
        "approve",
        Action.APPROVE,
        pressed("_approve"),
        lambda scene: scene.has_event(Event.Kind.APPROVED),
    ),
    Deed(
        "assign",
        Action.ASSIGN,
        assign,
        lambda scene: scene.stored.assignee == scene.somebody,
    ),
    Deed(
        "take back",
        Action.TAKE_BACK,
        take_back,
        lambda scene: scene.has_event(Event.Kind.TAKEN_BACK),
    ),
    Deed(
        "delete",
        Action.DELETE,
        asked("delete"),
        lambda scene: scene.stored.binned_by == scene.person,
    ),
    Deed(
        "bring back",
        Action.BRING_BACK,
        bring_back,
        lambda scene: scene.stored.binned_at is None,
    ),
    Deed("restore", Action.RESTORE, posted("restore", 1), headline_is("First")),
    Deed(
        "duplicate",
        Action.DUPLICATE,
        posted("duplicate"),
        lambda scene: scene.has_event(Event.Kind.DUPLICATED),
    ),
    Deed(
        "translate",
        Action.TRANSLATE,
        asked("translate", language="fr"),
        lambda scene: scene.stored.translations.exists(),
    ),
    Deed(
        "catch up",
        Action.TRANSLATE,
        catch_up,
        lambda scene: scene.stored.translated_version == scene.original.version,
    ),
    Deed(
        "publish",
        Action.PUBLISH,
        pressed("_publish"),
        lambda scene: Edition.objects.visible().filter(article=scene.article).exists(),
    ),
    Deed(
        "schedule",
        Action.SCHEDULE,
        asked("schedule", live_from=FAR_OFF),
        lambda scene: scene.has_event(Event.Kind.SCHEDULED),
    ),
    Deed(
        "use this text",
        Action.SCHEDULE,
        use_text,
        lambda scene: the_edition(scene).revision.number == 2,
    ),
    Deed(
        "move",
        Action.MOVE,
        of_edition("move", scheduled, live_from=FAR_OFF),
        lambda scene: the_edition(scene).live_from.year == FAR_OFF_YEAR,
    ),
    Deed(
        "cancel",
        Action.MOVE,
        of_edition("cancel", scheduled),
        lambda scene: scene.has_event(Event.Kind.CANCELLED),
    ),
    Deed(
        "let it end",
        Action.UNPUBLISH,
        of_edition("end", made_live, expires_at=FAR_OFF),
        lambda scene: (
            (until := the_edition(scene).expires_at) and until.year == FAR_OFF_YEAR
        ),
    ),
    Deed(
        "release with its report",
        Action.PUBLISH,
        release,
        lambda scene: Edition.objects.visible().filter(article=scene.article).exists(),
    ),
    Deed(
        "undo",
        Action.UNDO,
        undo,
        lambda scene: scene.has_event(Event.Kind.UNDONE),
    ),
    Deed(
        "unpublish",
        Action.UNPUBLISH,
        unpublish,
        lambda scene: not Edition.objects.visible().exists(),
    ),
    Deed(
        "retract",
        Action.RETRACT,
        retract,
        lambda scene: scene.stored.retracted_at is not None,
    ),
    Deed(
        "reinstate",
        Action.REINSTATE,
        reinstate,
        lambda scene: Edition.objects.visible().get().retracted_at is None,
    ),
    Deed(
        "withdraw",
        Action.WITHDRAW,
        withdraw,
        lambda scene: scene.stored.withdrawn_at is not None,
    ),
    Deed(
        "end a withdrawal",
        Action.WITHDRAW,
        end_withdrawal,
        lambda scene: scene.stored.withdrawn_at is None,
    ),
    Deed(
        "hold",
        Action.HOLD,
        asked("hold", why="The lawyers ask"),
        lambda scene: scene.stored.held_at is not None,
    ),
    Deed("lift", Action.LIFT, lift, lambda scene: scene.stored.held_at is None),
    Deed(
        "override",
        Action.OVERRIDE,
        asked("override", why="The minister resigned"),
        lambda scene: Edition.objects.visible().filter(article=scene.article).exists(),
    ),
    Deed(
        "propose an author",
        Action.PROPOSE,
        pressed(
            "_save",
            **{"credits-0-author-typed": "Somebody new", "credits-0-answer": "new"},
        ),
        lambda scene: scene.article.authors.filter(name="Somebody new").exists(),
    ),
    Deed(
        "let outsiders preview",
        Action.PREVIEW,
        posted("preview_links", days=7),
        lambda scene: PreviewLink.objects.open().filter(article=scene.article).exists(),
    ),
    Deed(
        "revoke a preview",
        Action.PREVIEW,
        revoke_preview,
        lambda scene: not PreviewLink.objects.open().exists(),
    ),
    Deed(
        "write a note",
        Action.NOTE,
        posted("notes", text="Is it?"),
        lambda scene: scene.article.review_notes.filter(text="Is it?").exists(),
    ),
    Deed(
        "answer a note",
        Action.ANSWER,
        answer,
        lambda scene: scene.article.review_notes.filter(answer="done").exists(),
    ),
    Deed(
        "write down a source",
        Action.SOURCE_NOTE,
        posted("source_notes", source="A second clerk"),
        lambda scene: scene.article.source_notes.count() > 1,
    ),
    Deed(
        "check a source",
        Action.SOURCE_NOTE,
        about_source("check_source", check_state="checked"),
        lambda scene: scene.article.source_notes.get().check_state == "checked",
    ),
    Deed(
        "raise a flag",
        Action.FLAG,
        about_source("raise_flag", why="He may sue"),
        lambda scene: scene.stored.has_open_legal_flag,
    ),
    Deed(
        "clear a flag",
        Action.CLEAR_FLAG,
        clear_flag,
        lambda scene: not scene.stored.has_open_legal_flag,
    ),
    Deed(
        "fix",
        Action.FIX,
        fix,
        lambda scene: scene.article.editions.visible().get().headline == "Fixed",
    ),
    Deed(
        "fix what is left",
        Action.FIX,
        mend,
        lambda scene: scene.article.editions.visible().get().text == "Many words.",
    ),
    Deed(
        "decide about a scheduled text",
        Action.FIX,
        decide,
        lambda scene: not Edition.objects.filter(fix_waiting__isnull=False).exists(),
    ),
    Deed(
        "add a correction",
        Action.CORRECT,
        correct,
        lambda scene: scene.article.corrections.filter(made_by=scene.person).exists(),
    ),
    Deed(
        "amend a correction",
        Action.CORRECT,
        amend,
        lambda scene: scene.article.corrections.latest("pk").made_by == scene.person,
    ),
    Deed(
        "look at a fix",
        Action.LOOK,
        look,
        lambda scene: scene.has_event(Event.Kind.LOOKED_AT),
    ),
    Deed(
        "see a complaint",
        Action.SEE_COMPLAINT,
        see_complaint,
        lambda scene: "A reader says no" in scene.answer.text,
    ),
    Deed(
        "take a complaint",
        Action.COMPLAINT,
        about_complaint("take"),
        lambda scene: complaint_is(owner=scene.person)(scene),
    ),
    Deed(
        "give a complaint away",
        Action.COMPLAINT,
        lambda scene: about_complaint("give", owner=scene.colleague.pk)(scene),
        lambda scene: complaint_is(owner=scene.colleague)(scene),
    ),
    Deed(
        "answer a complaint",
        Action.COMPLAINT,
        about_complaint("reply", text="We looked."),
        complaint_is(status="answered"),
    ),
    Deed(
        "send a reply again",
        Action.COMPLAINT,
        about_complaint("send_again", after=failed_to_answer),
        complaint_is(replies__next_at__isnull=False),
    ),
    Deed(
        "close a complaint",
        Action.COMPLAINT,
        about_complaint("close", outcome="no_error"),
        complaint_is(status="closed"),
    ),
    Deed(
        "reopen a complaint",
        Action.COMPLAINT,
        about_complaint("reopen", after=closed),
        complaint_is(outcome="", steps__kind="reopened"),
    ),
    Deed(
        "erase who complained",
        Action.COMPLAINT,
        about_complaint("erase"),
        complaint_is(email=""),
    ),
    Deed(
        "save a filter for everybody",
        Action.SHARE_FILTER,
        share_filter,
        lambda scene: SavedFilter.objects.filter(person=None).exists(),
    ),
]


class Scene:
    """An article of two versions and a refused one, at a stage, and who comes to it."""

    def __init__(self, who, stage, *, is_own, overtaken_by=None):
        self.overtaken_by = overtaken_by
        self.client, self.admin = Client(), factories.user(SUPERUSER)
        self.somebody = factories.user(Role.WRITER)
        self.colleague = factories.user(
            Role.PUBLISHER, first_name="Ana", last_name="Reis"
        )
        self.person = None if who == ANONYMOUS else factories.user(who)
        if self.person:
            self.client.force_login(self.person)
        filed_by = self.person if is_own else factories.editor()
        self.original = factories.article(by=self.admin, language="ar")
        self.article = self.written()
        Article.objects.filter(pk=self.article.pk).update(created_by=filed_by)
        self.put_at(stage)
        self.note = notes.add(self.article, by=self.admin, text="Noted words").note
        self.source = source_notes.add(
            self.article, by=self.admin, source="A first clerk"
        )
        self.remember()

    def written(self):
        filed = factories.article(by=self.admin, headline="First")
        factories.reworked(filed, by=self.admin, headline="Second")
        mine = replace(filed.snapshot(), headline="Kept aside")
        desk.save(filed, mine, by=self.admin, seen=1)
        return Article.objects.get(pk=filed.pk)

    def put_at(self, stage):
        self.stage = stage
        head = self.article.revisions.get(number=self.stored.version)
        approved = head if stage == "approved" else None
        Article.objects.filter(pk=self.article.pk).update(
            stage=stage, approved_revision=approved
        )
        self.article.refresh_from_db()

    def go_live(self):
        stage = self.article.stage
        publication.publish(self.article, by=self.admin, seen=2)
        self.put_at(stage)
        self.remember()

    def put_on_hold(self):
        Article.objects.filter(pk=self.article.pk).update(
            held_at=timezone.now(),
            held_by=self.article.created_by,
            hold_reason="The lawyers ask",
        )
        self.article.refresh_from_db()
        self.remember()

    def form(self, address):
        browser = Client()
        browser.force_login(self.admin)
        return filled(browser.get(address))

    def asked(self, address):
        """Return what the form of a page that asks first would post.

        Where the stage forbids it to everybody, nobody was ever asked.
        """
        forms = self.opened(address).find_class("ask")
        return dict(forms[0].form_values()) if forms else {"seen": self.article.version}

    def seen_on(self, address, action):
        """Return what the form that posts to `action` carries."""
        forms = f"//form[@action='{action}']//input[@name='seen']/@value"
        return self.opened(address).xpath(forms)

    def opened(self, address):
        browser = Client()
        browser.force_login(self.admin)
        return html.fromstring(browser.get(address).text)

    def meanwhile(self):
        """Let a colleague do something after the page was opened, if one is to."""
        if self.overtaken_by:
            self.overtaken_by(self)
            self.remember()

    def remember(self):
        self.before = everything_stored()

    def has_event(self, kind):
        return Event.objects.filter(article=self.article, kind=kind).exists()

    @property
    def stored(self):
        return Article.objects.get(pk=self.article.pk)


def everything_stored():
    models = [apps.get_model("articles", name) for name in STORED]
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def is_allowed(deed, who, stage, is_own):
    if who == ANONYMOUS:
        return False
    if who == SUPERUSER:
        return stage in AT_STAGES.get(deed.action, EVERYWHERE)
    return expected(deed.action, who, stage, is_own)


def cell(deed, who, stage, is_own):
    """Where it does not matter whose it is, one of two cells is left to test-all."""
    whose = "own" if is_own else "others"
    reach = TABLE[deed.action].get(who)
    is_telling = is_own or who == ANONYMOUS or (reach and reach.owner)
    marks = [] if is_telling else [pytest.mark.slow]
    name = f"{deed.name}-{who}-{stage}-{whose}"
    return pytest.param(deed, who, stage, is_own, marks=marks, id=name)


CELLS = [
    cell(deed, who, stage, is_own)
    for deed, who, stage, is_own in itertools.product(
        DEEDS, PEOPLE, Stage.values, [True, False]
    )
    if not (who == ANONYMOUS and is_own)
]


@pytest.mark.django_db
@pytest.mark.parametrize(("deed", "who", "stage", "is_own"), CELLS)
def test_the_screens_do_what_the_table_allows_and_nothing_else(
    deed, who, stage, is_own
):
    scene = Scene(who, stage, is_own=is_own)
    scene.answer = deed.do(scene)
    if is_allowed(deed, who, stage, is_own):
        assert scene.answer.status_code == 200
        assert deed.is_done(scene)
        return
    assert everything_stored() == scene.before
    assert is_refusal(scene, deed)


def is_refusal(scene, deed):
    if scene.person is None:
        is_asked_to = scene.answer.request["PATH_INFO"] == "/admin/login/"
        return is_asked_to or "You are signed out" in scene.answer.text
    words = refusal(scene.person, deed.action, scene.article)
    return scene.answer.status_code == 403 or words in scene.answer.text


def test_every_action_of_the_table_is_done_here():
    assert {deed.action for deed in DEEDS} == set(Action)


# Pages beside the article's own: who may not read articles learns nothing from them.

READING = [
    *(("versions", ()), ("version", (1,)), ("compare", ()), ("preview", ())),
    *(("notes", ()), ("notes_beside", ())),
]
# What is only looked at, by those who may do it.
CHOOSING = [("take_down", ()), ("checks_as_written", ())]
WORKING = [
    *(("combine", (3,)), ("send_back", ()), ("assign", ()), ("translate", ())),
    *(("hold", ()), ("lift", ()), ("override", ()), ("unpublish", ())),
    *(("delete", ()), ("preview_links", ()), ("fix", ()), ("schedule", ())),
    *(("retract", ()), ("reinstate", ()), ("withdraw", ()), ("end_withdrawal", ())),
    *(("readers_page", ("retract",)), ("readers_page", ("withdraw",))),
    ("correct", ()),
]
POSTED_ONLY = [
    *(("duplicate", ()), ("catch_up", ()), ("restore", (1,))),
    *(("undo", ()), ("take_back", ()), ("bring_back", ())),
    *(("mend", (1,)), ("looked_at", (1,)), ("revoke_preview", (1,))),
    *(("notes_seen", ()), ("answer_note", (1,)), ("source_notes", ())),
    *(("check_source", (1,)), ("raise_flag", (1,)), ("clear_flag", (1,))),
]
# What is there only after a fix; tests of fixes look at who may.
AFTER_A_FIX = ["fixed", "held_back"]
# What is about one edition or notice; their own tests look at who may.
OF_AN_EDITION = ["move", "end", "cancel", "amend"]
# What is about no one article; its own tests look at who may.
OF_SEVERAL = ["headlines", "bin", "batches", "look_over", "carry_out", "batch"]
OF_SEVERAL += ["undo_batch", "unsaved", "drop_unsaved"]
OF_SEVERAL += ["saved_filters", "rename_filter", "delete_filter"]
SAID = ("Second", "First", "Kept aside", "Some words", "Noted words", "first clerk")


def test_every_address_of_articles_is_tried_here():
    tried = {name for name, _ in READING + WORKING + POSTED_ONLY + CHOOSING}
    tried = [*tried, *AFTER_A_FIX, *OF_AN_EDITION, *OF_SEVERAL]
    own = {pattern.name for pattern in site.get_model_admin(Article).get_urls()}
    of_django = {pattern.name for pattern in ModelAdmin(Article, site).get_urls()}
    assert sorted(tried) == sorted(own - of_django)


def said_in(answer):
    return [words for words in SAID if words in answer.text]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "more"), READING + WORKING + POSTED_ONLY + CHOOSING)
@pytest.mark.parametrize("who", [ANONYMOUS, Role.AUTHORS_DESK.value])
def test_no_address_tells_an_outsider_anything(name, more, who):
    scene = Scene(who, Stage.REVIEW, is_own=False)
    for method in (scene.client.get, scene.client.post):
        answer = method(page(name, scene.article, *more))
        allowed = {302} if who == ANONYMOUS else {403, 405}
        assert answer.status_code in allowed
        assert said_in(answer) == []
    assert everything_stored() == scene.before


@pytest.mark.django_db
@pytest.mark.parametrize("who", [ANONYMOUS, Role.AUTHORS_DESK.value])
def test_no_list_tells_an_outsider_anything(who):
    scene = Scene(who, Stage.DRAFT, is_own=False)
    lookup = "/admin/autocomplete/?app_label=articles&model_name=article"
    lookup += "&field_name=translation_of"
    pages = [reverse("admin:headlines"), list_page(), lookup]
    for address in pages:
        answer = scene.client.get(address)
        assert answer.status_code in {302, 403}
        assert said_in(answer) == []
    # The authors' desk has a bin: without articles.
    Article.objects.update(binned_at=timezone.now())
    assert said_in(scene.client.get(reverse("admin:bin"))) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "more"), READING)
def test_whoever_reads_articles_reads_their_versions(name, more):
    for who in (Role.WRITER, Role.EDITOR, Role.PUBLISHER, SUPERUSER):
        scene = Scene(who, Stage.REVIEW, is_own=False)
        answer = scene.client.get(page(name, scene.article, *more))
        assert answer.status_code == 200
        assert said_in(answer)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "more"), READING + WORKING + CHOOSING)
def test_looking_changes_nothing(name, more):
    scene = Scene(SUPERUSER, Stage.REVIEW, is_own=True)
    scene.go_live()
    assert scene.client.get(page(name, scene.article, *more)).status_code == 200
    assert everything_stored() == scene.before


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "more"), POSTED_ONLY)
def test_what_acts_at_once_is_posted(name, more):
    scene = Scene(SUPERUSER, Stage.REVIEW, is_own=True)
    assert scene.client.get(page(name, scene.article, *more)).status_code == 405
    assert everything_stored() == scene.before


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "more"), WORKING + POSTED_ONLY)
def test_a_foreign_page_cannot_post_for_somebody(name, more):
    scene = Scene(SUPERUSER, Stage.REVIEW, is_own=True)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(scene.person)
    values = {"seen": 2, "why": "x", "language": "fr", "headline": "refused"}
    answer = browser.post(page(name, scene.article, *more), values)
    assert answer.status_code == 403
    assert everything_stored() == scene.before


# What a colleague does between somebody's look and their press, and what they are told.


def rewritten(scene):
    factories.reworked(scene.stored, by=scene.colleague, headline="Theirs")


def given_away(scene):
    factories.assigned(scene.article, scene.colleague, by=scene.colleague)


def published_again(scene):
    publication.publish(scene.article, by=scene.colleague, seen=scene.stored.version)


def rewritten_and_published(scene):
    rewritten(scene)
    published_again(scene)


def held_anew(scene):
    factories.lifted(scene.article, by=scene.admin)
    factories.put_on_hold(scene.article, by=scene.colleague, why="He called.")


def retracted_anew(scene):
    factories.retracted(scene.article, by=scene.colleague)


def withdrawn_anew(scene):
    factories.withdrawal_ended(scene.article, by=scene.admin)
    factories.withdrawn(scene.article, by=scene.colleague)


def said_under_it(scene):
    notes.reply(scene.note, by=scene.colleague, text="Wait.")


def marked(scene):
    factories.checked(scene.source, "disputed", by=scene.colleague)


def original_rewritten(scene):
    factories.reworked(scene.original, by=scene.colleague, headline="Theirs")


def moved_meanwhile(scene):
    later = timezone.now() + timedelta(hours=2)
    factories.moved(the_edition(scene), later, by=scene.colleague)


def ended_meanwhile(scene):
    later = timezone.now() + timedelta(hours=2)
    factories.ended(the_edition(scene), later, by=scene.colleague)


def fixed_meanwhile(scene):
    factories.fixed(scene.article, by=scene.colleague, body="<p>Great words.</p>")


def headline_fixed(scene):
    factories.fixed(scene.article, by=scene.colleague, headline="Theirs")


def dealt_with(scene):
    """Do something about the complaint that leaves its status as it was."""
    seen = Complaint.objects.get().touched_at
    verb = dealing.give if not scene.complaint.is_closed else dealing.reply
    said = {"owner": None} if verb is dealing.give else {"text": "Thank you."}
    verb(scene.complaint, by=scene.colleague, seen=seen, **said)


CHANGED = "{who} has changed this article since you opened it"
COMPLAINT_CHANGED = "{who} has done something about this complaint"
OVERTAKEN = {
    "save": (rewritten, "Not saved: {who} changed the same meanwhile"),
    "combine": (rewritten, "{who}"),
    "submit": (rewritten, "what {who} had changed meanwhile"),
    "approve": (rewritten, "what {who} had changed meanwhile"),
    "publish": (rewritten, "what {who} had changed meanwhile"),
    "schedule": (rewritten, CHANGED),
    "use this text": (rewritten, "what {who} had changed meanwhile"),
    "move": (moved_meanwhile, "{who} has moved this text"),
    "cancel": (moved_meanwhile, "{who} has moved this text"),
    "let it end": (ended_meanwhile, "{who} has moved this text"),
    "send back": (rewritten, CHANGED),
    "assign": (given_away, "{who} has given this article to somebody else"),
    "take back": (rewritten, CHANGED),
    "delete": (rewritten, CHANGED),
    "restore": (rewritten, "{who}"),
    "duplicate": (rewritten, CHANGED),
    "translate": (rewritten, CHANGED),
    "catch up": (original_rewritten, CHANGED),
    "undo": (rewritten_and_published, "{who} has published since"),
    "unpublish": (rewritten_and_published, "{who} has published or scheduled another"),
    "retract": (rewritten_and_published, "{who} has published or scheduled another"),
    "reinstate": (retracted_anew, "{who} has published or scheduled another"),
    "withdraw": (rewritten_and_published, "{who} has published or scheduled another"),
    "end a withdrawal": (withdrawn_anew, "{who} has withdrawn it anew"),
    "hold": (rewritten, CHANGED),
    "lift": (held_anew, "{who} has put it on hold anew"),
    "override": (rewritten, CHANGED),
    "release with its report": (rewritten, "{who} has changed it since you opened"),
    "answer a note": (said_under_it, "{who} has said something under this note"),
    "check a source": (marked, "{who} has marked this source as “disputed”"),
    "raise a flag": (marked, "{who} has marked this source as “disputed”"),
    "clear a flag": (marked, "{who} has marked this source as “disputed”"),
    **dict.fromkeys(
        (
            *("take a complaint", "give a complaint away", "answer a complaint"),
            *("send a reply again", "close a complaint", "reopen a complaint"),
            "erase who complained",
        ),
        (dealt_with, COMPLAINT_CHANGED),
    ),
    "fix": (headline_fixed, "meanwhile"),
    "add a correction": (headline_fixed, "{who} has changed what readers see"),
    "amend a correction": (headline_fixed, "{who} has changed what readers see"),
    "fix what is left": (fixed_meanwhile, "do not stand there any more"),
    "decide about a scheduled text": (fixed_meanwhile, "has changed since you"),
}
# What takes nothing back that somebody else has done: it adds, or does what is asked
# for about the very thing that its address names, and doing so twice changes nothing.
OVERTAKES_NOBODY = {
    *("read", "see a complaint", "create", "write a note", "write down a source"),
    *("let outsiders preview", "revoke a preview", "look at a fix"),
    "propose an author",
    "save a filter for everybody",
    "bring back",  # nobody can write in what lies in the bin
}
KEPT_TYPED = {"combine", "fix", "restore", "save", "submit", "approve", "publish"}
KEPT_TYPED |= {"use this text"}


def test_every_deed_is_overtaken_here_or_overtakes_nobody():
    names = [*OVERTAKEN, *OVERTAKES_NOBODY]
    assert sorted(names) == sorted(deed.name for deed in DEEDS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", OVERTAKEN)
def test_nothing_is_done_to_what_was_not_seen(name):
    [deed] = [deed for deed in DEEDS if deed.name == name]
    overtake, said = OVERTAKEN[name]
    stages = AT_STAGES.get(deed.action, {Stage.REVIEW})
    stage = Stage.REVIEW if Stage.REVIEW in stages else Stage.DRAFT
    scene = Scene(SUPERUSER, stage, is_own=True, overtaken_by=overtake)
    scene.answer = deed.do(scene)
    assert said.format(who=scene.colleague.get_full_name()) in scene.answer.text
    assert not deed.is_done(scene)
    if name not in KEPT_TYPED:
        assert everything_stored() == scene.before
