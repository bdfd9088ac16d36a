"""Where each screen of staff is, in a newsroom to which everything has happened."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from articles.editing import (
    batches,
    desk,
    notes,
    previews,
    publication,
    review,
    schedule,
    source_notes,
    things,
)
from articles.editing import bin as deleting
from articles.editing.authors import bylines, hiding, requests, withholding
from articles.editing.authors.apart import tell_apart
from articles.editing.authors.pen_names import keeping
from articles.editing.authors.proposing import Newcomer
from articles.editing.authors.steps import last_step
from articles.editing.authors.suggestions import decide
from articles.editing.complaints import dealing
from articles.editing.dossiers import releasing
from articles.editing.merging import merge
from articles.editing.passages import Passage
from articles.editing.saved_filters import save_filter
from articles.models import Article, Author, Disclaimer, Prompt, Publication
from articles.models.saved_filter import Screen
from articles.models.snapshot import CreditLine
from articles.publishing import editions
from tests import factories
from tests.photographs import photograph

LISTS = ("article", "author", "disclaimer", "image", "prompt", "region", "report")
LISTS += ("source", "tag", "theme")
PAGES = ("change", "versions", "versions/1", "versions/compare", "unpublish")
PAGES += ("assign", "translate", "versions/3/combine")
PAGES += ("preview", "preview-links", "notes", "hold", "delete", "fix")
PAGES += ("take-down", "retract", "withdraw", "readers-page/retract")
PAGES += ("readers-page/withdraw", "readers-page/unpublish")
MERGED = ("change", "unmerge")
HOUR = timedelta(hours=1)
LONG = "A headline of many words that goes on and on until nobody reads it"


def staff_screens():
    """Make that newsroom; return who may see all of it, and the addresses."""
    admin = factories.user("superuser")
    article = factories.article(
        by=admin,
        headline=LONG,
        by_line=[factories.author("Dr Ibrahim Nasser al-Khoury")],
        regions=(factories.region("Middle East & North Africa").pk,),
        themes=(factories.theme().pk,),
        reports=(factories.report().pk,),
    )
    publication.publish(article, by=admin, seen=1)
    factories.source()
    Disclaimer.objects.create(name="Usual", text="<p>Ours.</p>")
    Prompt.objects.create(name="Share", slot="notice", text="Hello")
    factories.reworked(article, by=admin, body="<p>Reworked.</p>")
    refused = replace(article.snapshot(), body=f"<p>{'Kept aside' * 20}</p>")
    desk.save(article, refused, by=admin, seen=1)
    handed_in = factories.article(by=admin)
    review.submit(handed_in, by=admin, seen=1)
    factories.assigned(handed_in, admin, by=factories.editor(), due_on=date(2020, 1, 1))
    previews.make_link(article, by=admin, days=7)
    _note_at_length(article, admin)
    complaint = _complained_at_length(article, admin)
    return admin, [
        *_pages_of_the_house(admin),
        *_of(handed_in, "send-back"),
        *_of(article, *PAGES),
        *_pages_of_things(admin, article.credits.get().author),
        *_pages_of_authors(admin),
        *_pages_of_a_fix(admin),
        *_pages_of_a_notice(admin),
        *_pages_of_what_is_down(admin),
        *_pages_of_several(admin, article, handed_in),
        *_pages_of_schedules(admin),
        *(
            "/admin/articles/complaint/",
            f"/admin/articles/complaint/{complaint}/change/",
        ),
        *_pages_of_planning(admin),
        *_pages_of_a_dossier(admin),
        *_pages_of_a_pen_name(admin),
        *_pages_of_a_request(admin),
        *_pages_of_a_proposal(),
    ]


def look_over(page):
    """From the list of articles, go to the page that asks about several of them."""
    for box in page.locator("label.choose").all():
        box.click()
    page.locator("#several-what").select_option("approve")
    with page.expect_navigation():
        page.get_by_role("button", name="Look over").click()


def _of(article, *pages):
    return [f"/admin/articles/article/{article.pk}/{page}/" for page in pages]


def _pages_of_the_house(admin):
    found = ["/admin/", "/admin/well/", "/admin/password_change/", "/admin/auth/user/"]
    found += [f"/admin/auth/user/{admin.pk}/change/", "/admin/auth/user/add/"]
    found += ["/admin/auth/group/", "/admin/articles/publication/1/change/"]
    for name in LISTS:
        found += [f"/admin/articles/{name}/", f"/admin/articles/{name}/add/"]
    found += ["/admin/articles/correction/", "/admin/articles/correction/?q=nothing"]
    found += ["/admin/articles/digest/", "/admin/articles/article/?q=nothing"]
    return [*found, "/admin/articles/article/0/change/"]


def _note_at_length(article, admin):
    passage = Passage("body", "Reworked" + "edly" * 40)
    noted = notes.add(article, by=admin, text="Surely" * 30, passage=passage).note
    notes.reply(noted, by=admin, text="Well" * 30)
    source = source_notes.add(article, by=admin, source="A" * 90, passage=passage)
    factories.flagged(source, by=admin, why="He may sue." * 9)


def _complained_at_length(article, admin):
    complaint = factories.complaint(
        article, claim="Wrong" * 60, quote="Some words.", email=f"{'a' * 60}@b.example"
    )
    seen = complaint.touched_at
    dealing.reply(complaint, by=admin, seen=seen, text="We thank you. " * 20)
    return complaint.pk


def _pages_of_a_proposal():
    """Return where an author waits to be decided about, beside one of ours."""
    factories.author("Amira Haddad-Lindqvist", short_bio=f"<p>{'Writes. ' * 30}</p>")
    writer = factories.user("Writer", first_name="Omar", last_name="Aziz")
    link = f"https://paper.example/{'long' * 30}"
    new = Newcomer("Amira Haddad Lindqvist", "Reports from Cairo.", link)
    text = replace(factories.snapshot(), credits=(CreditLine(-1),))
    said = bylines.Said(newcomers={-1: new})
    article = bylines.create(text, said, by=writer).article
    return [
        "/admin/articles/author/proposed/",
        f"/admin/articles/author/{article.authors.get().pk}/proposed/",
        *_of(article, "change"),
    ]


def _pages_of_things(admin, author):
    """Return where an author of two versions is, a refused one, and the bin."""
    bio = author.content()
    for words in ("Theirs", "Kept aside" * 20):
        content = bio.changed(long_bio=f"<p>{words}</p>")
        things.save(author, content, by=admin, seen=1)
    gone = things.delete(factories.theme("Gone" * 25), by=admin, seen=1)
    _tell_at_length(author, admin)
    pages = ("change", "history", "delete", "versions/1", "versions/compare")
    pages += ("versions/3/combine", "bio-preview")
    other = factories.author("Ibrahim al-Khoury", long_bio="<p>Writes.</p>")
    absorbed = factories.author("I. N. al-Khoury", expertise="Water" * 20)
    made = merge(
        *(absorbed, other),
        by=admin,
        seen=1,
        into_seen=1,
        content=other.content(),
    )
    into = f"merge/?into={author.pk}"
    author.refresh_from_db()
    link = factories.own_link(author, by=admin)
    proposed = {
        "expertise": "Grain" * 40,
        "long_bio": "<p>Theirs</p>",
        "ar.name": "آدا",
    }
    photo = {"photo": photograph(), "photo_format": "jpeg", "photo_credit": "Rui" * 50}
    said = {"link": link, "note": "Surely" * 60}
    waits = factories.suggested(author, proposed, **said, **photo)
    done = factories.suggested(author, proposed, **said)
    decide(done, by=admin, seen=author.version, taken={}, why="Well" * 60)
    pages += ("link", f"suggestions/{waits.pk}", f"suggestions/{done.pk}")
    return [
        f"/admin/articles/author/{other.pk}/merge/",
        f"/admin/articles/author/{other.pk}/{into}",
        *(f"/admin/articles/author/{made.absorbed}/{page}/" for page in MERGED),
        *(f"/admin/articles/author/{author.pk}/{page}/" for page in pages),
        f"/admin/articles/author/bin/{gone.pk}/",
    ]


def _pages_of_authors(admin):
    """Return where authors are narrowed, and where those who may be one stand."""
    name = "Prof. Ibrahim Nasser al-Khoury-Ramirez of the Institute"
    first, *others = (
        factories.author(name, slug=f"ibrahim-{number}", short_bio=f"<p>{LONG}</p>")
        for number in range(3)
    )
    tell_apart(first.pk, others[0].pk, by=admin)
    save_filter(
        *("Faces of those who write for us", "attention=photo"),
        by=admin,
        screen=Screen.AUTHORS,
    )
    at = "/admin/articles/author/"
    return [
        *(f"{at}?attention=any", f"{at}filters/"),
        *(f"{at}duplicates/", f"{at}duplicates/?of={first.pk}"),
    ]


def _tell_at_length(author, admin):
    author.refresh_from_db()
    held = {"role": "Professor" * 9, "affiliation": "University" * 9}
    content = author.content().changed(
        positions=[{**held, "since": "2019-09-01"}, {**held, "until": "2019-08-31"}],
        in_languages={"ar.name": "إبراهيم ناصر الخوري", "fr.short_bio": "<p>Il.</p>"},
        short_bio=f"<p>{'He counts grain. ' * 9}</p>",
        links="https://social.example/@bo\nhttps://bo.example/" + "a" * 90,
    )
    things.save(author, content, by=admin, seen=author.version)


def _pages_of_a_fix(admin):
    """Return the screens of an article to which as much has happened as can.

    A fix clashes with its text and with a scheduled one, somebody is to look at it,
    the text was sent back, and all of it is on hold.
    """
    editor = factories.editor()
    article = factories.published_article(by=editor, headline=LONG, body="<p>One.</p>")
    text = article.snapshot()
    saved = factories.reworked(article, by=editor, body="<p>Scheduled.</p>")
    later = timezone.now() + timedelta(hours=2)
    coming = editions.schedule(saved.article, saved.revision, later, by=editor)
    article = Article.objects.get(pk=article.pk)
    text = replace(text, body="<p>Reworked.</p>")
    desk.save(article, text, by=editor, seen=article.version)
    Publication.objects.update(has_four_eyes=True)
    told = ("correction", "An earlier version said “One”. It was two.")
    article = Article.objects.get(pk=article.pk)
    fix = factories.fixed(article, by=editor, body="<p>Two.</p>", correction=told)
    Publication.objects.update(has_four_eyes=False)
    article = Article.objects.get(pk=article.pk)
    review.submit(article, by=editor, seen=article.version)
    article = Article.objects.get(pk=article.pk)
    review.send_back(article, by=admin, seen=article.version, why="Ask them. " * 9)
    factories.put_on_hold(article, by=admin, why="Counsel reads it. " * 9)
    article = Article.objects.get(pk=article.pk)
    coming.refresh_from_db()
    assert coming.fix_waiting
    return _of(
        article,
        *("change", "lift", f"fix/{fix.edition.pk}", f"held-back/{coming.pk}"),
        f"versions/{article.fix_waiting}/combine",
    )


def _pages_of_schedules(admin):
    """Return the screens of a live article with one text to come and one that waits."""
    article = factories.published_article(by=admin, headline=LONG)
    for hours in (1, 3):
        factories.reworked(article, by=admin, body=f"<p>{hours}</p>")
        later = timezone.now() + timedelta(hours=hours)
        factories.scheduled(article, later, by=admin, expires_at=later + HOUR)
        article.refresh_from_db()
    until = timezone.now() + 2 * HOUR
    text = {"embargoed_until": until, "headline": LONG[::-1], "search_title": "Other"}
    factories.reworked(article, by=admin, **text)
    waiting, _coming = article.editions.to_come(timezone.now()).order_by("live_from")
    of_one = (f"scheduled/{waiting.pk}/{page}" for page in ("move", "end", "cancel"))
    return _of(article, "change", "schedule", *of_one)


def _pages_of_a_notice(admin):
    """Return where notices are added and amended, and an article that has some."""
    article = factories.published_article(by=admin, headline=LONG)
    told = factories.corrected(article, "An earlier version erred. " * 9, by=admin)
    factories.amended(told.correction, "Everything was otherwise. " * 9, by=admin)
    page = f"corrections/{told.correction.pk}/amend"
    return _of(article, "change", "correct", page)


def _pages_of_what_is_down(admin):
    """Return the screens of a retracted article and of a withdrawn one."""
    retracted, gone = (
        factories.published_article(by=admin, headline=LONG, body="<p>Words.</p>" * 9)
        for _ in range(2)
    )
    factories.retracted(retracted, by=admin, notice="It was invented. " * 9)
    factories.withdrawn(gone, by=admin, why="The court says so. " * 9)
    return [
        *_of(retracted, "change", "reinstate", "retract", "readers-page/reinstate"),
        *_of(gone, "change", "end-withdrawal"),
    ]


def _pages_of_several(admin, *articles):
    """Return the bin, with articles in it, and reports of what was done to several."""
    chosen = {article.pk: article.version for article in articles}
    done = batches.carry_out("approve", chosen, by=admin)
    gone = factories.article(by=admin, headline="Gone" * 30)
    deleting.delete(gone, by=admin, seen=1)
    several = "/admin/articles/article/bulk/"
    found = [several, f"{several}{done.pk}/", "/admin/articles/article/bin/"]
    return [*found, *_of(gone, "change")]


def _pages_of_planning(admin):
    """Return the calendar with something in it, what moves that, and what is found."""
    article = factories.article(by=admin, headline=LONG)
    live_from = timezone.now() + timedelta(days=1)
    seen = article.version
    edition = schedule.schedule(article, by=admin, seen=seen, live_from=live_from)
    factories.assigned(article, admin, by=admin, due_on=live_from.date())
    save_filter("A name as long as anybody would give", "kind=news", by=admin)
    calendar, day = "/admin/calendar/", f"on={live_from.date()}"
    return [
        *(calendar, f"{calendar}?view=week&{day}", f"{calendar}?view=day&{day}"),
        f"{calendar}edition/{edition.pk}/move/",
        f"{calendar}due/{article.pk}/move/",
        *("/admin/search/", "/admin/search/?q=headline", "/admin/search/?q=nothing"),
        *("/admin/articles/article/filters/", "/admin/articles/article/?kind=opinion"),
    ]


def _pages_of_a_request(admin):
    """Return where an author asks, of whom little is told any more."""
    author = factories.author("Dr Ibrahim Nasser al-Khoury", slug="ibrahim")
    factories.published_article(by=admin, by_line=[author], headline=LONG)
    told = {"asked_by": "His counsel " * 9, "asked": "Take his name off. " * 30}
    asked = requests.receive(author, by=admin, received_on=date(2020, 1, 1), **told)
    decided = requests.receive(author, by=admin, received_on=date(2020, 1, 1), **told)
    seen = decided.touched_at
    requests.decide(decided, by=admin, seen=seen, state="refused", why="No right. " * 9)
    pages = ("requests", "requests/new", f"requests/{asked.pk}", "change", "drop")
    pages += (f"requests/{decided.pk}", "hide", "withhold", "erase", "as-readers/hide")
    shown = [f"/admin/articles/author/{author.pk}/{page}/" for page in pages]
    quiet = factories.author("Somebody quiet")
    for verb in (hiding.hide, withhold_everywhere):
        verb(quiet, by=admin, seen=last_step(quiet), why="She asks. " * 9)
    pages = ("requests", "show-page", "show-name", "as-readers/show-name")
    shown += [f"/admin/articles/author/{quiet.pk}/{page}/" for page in pages]
    return [*shown, "/admin/articles/authorrequest/"]


def withhold_everywhere(author, **said):
    return withholding.withhold(author, withholding.ALL, **said)


def _pages_of_a_dossier(admin):
    """Return where a report is released, and where one of a release is held.

    All of one release wait for a part of it; of another, all are to go out.
    """
    report = factories.report(f"{LONG} 2")
    parts = [
        factories.article(by=admin, headline=f"{LONG}: {number}", reports=(report.pk,))
        for number in range(5)
    ]
    soon = timezone.now() + timedelta(hours=2)
    seen = {each.pk: each.version for each in parts}
    waiting, coming = (
        releasing.release(report, by=admin, seen=dict(some), live_from=soon)
        for some in ([*seen.items()][:2], [*seen.items()][2:4])
    )
    factories.put_on_hold(parts[0], by=admin, why="Counsel reads. " * 9, others="hold")
    at = f"/admin/articles/report/{report.pk}"
    return [
        *(f"{at}/change/", f"{at}/release/", f"{at}/preview/?of={parts[4].pk}"),
        *(f"{at}/releases/{waiting.pk}/", f"{at}/releases/{coming.pk}/"),
        *_of(parts[1], "change"),
        *_of(parts[2], "hold", "change"),
    ]


def _pages_of_a_pen_name(admin):
    """Return the screens of a pen name whose keeper the person is."""
    pen = factories.author("A. Reed" * 9, kind=Author.Kind.PEN_NAME)
    record = keeping.entrust(pen, by=admin, real_name="Somebody")
    colleague = factories.editor()
    keeping.add_keeper(
        record, colleague, by=admin, seen=record.touched_at, why="Two are safer. " * 9
    )
    keeping.open_record(record, by=colleague, why="They called. " * 20)
    pages = ("", "open/", "move/", "end/")
    unknown = factories.author(kind=Author.Kind.PEN_NAME)
    return [
        *("/admin/articles/author/pen-names/", "/admin/articles/author/pen-names/new/"),
        *(f"/admin/articles/author/{pen.pk}/pen-name/{page}" for page in pages),
        f"/admin/articles/author/{unknown.pk}/pen-name/",
    ]
