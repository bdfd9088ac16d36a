"""The screens about pen names: who gets to which, and what they do."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing.authors.pen_names import access, keeping
from articles.editing.authors.pen_names.moving import move_bylines
from articles.models import Author, PenName, PenNameStep
from articles.models.actions import Role, possible_keepers
from tests import factories

pytestmark = pytest.mark.django_db
REAL = "Marguerite Zyxwillow"
Kind = PenNameStep.Kind
OTHER_KEEPER, SUPERUSER = "another keeper", "superuser"
PEOPLE = (*Role.values, OTHER_KEEPER, SUPERUSER, "nobody")
DESK = {Role.EDITOR, Role.PUBLISHER, Role.AUTHORS_DESK}


def place(name, *args):
    return reverse(f"admin:articles_author_{name}", args=args)


@pytest.fixture
def keeper():
    return factories.user(Role.AUTHORS_DESK)


@pytest.fixture
def record(keeper):
    pen = factories.author("A. Reed", kind=Author.Kind.PEN_NAME)
    return keeping.entrust(
        pen, by=keeper, real_name=REAL, contact="By the ferry", note="In danger"
    )


@pytest.fixture
def as_keeper(client, keeper):
    client.force_login(keeper)
    return client


def somebody(who, record):
    if who == "nobody":
        return Client()
    account = factories.user({OTHER_KEEPER: Role.EDITOR}.get(who, who))
    if who == OTHER_KEEPER:
        record.keepers.add(account)
    browser = Client()
    browser.force_login(account)
    return browser


def fresh(record):
    return PenName.objects.get(pk=record.pk)


def seen(record):
    return fresh(record).touched_at.isoformat()


def steps(record):
    return list(record.steps.order_by("pk").values_list("kind", flat=True))


def told(response):
    [main] = html.fromstring(response.text).xpath("//*[@id='content']")
    return " ".join(main.text_content().split())


# Who may: the address, what is posted, and what it does where it is allowed


def opened(record, answer):
    assert REAL in answer.text
    assert steps(record)[-1] == Kind.OPENED


def changed(record, answer):
    assert fresh(record).real_name == "Another"


def ended(record, answer):
    assert fresh(record).real_name == ""


def added(record, answer):
    assert record.keepers.filter(username="new-keeper").exists()


def removed(record, answer):
    assert not record.keepers.filter(username="leaves").exists()


def looked_for(record, answer):
    assert "No article names" in answer.text


FOR_KEEPERS = {
    "open_pen_name": ({"why": "She calls"}, opened),
    "change_pen_name": ({"secret-real_name": "Another"}, changed),
    "end_pen_name": ({"why": "She is safe"}, ended),
    "add_keeper": ({"person": "new-keeper"}, added),
    "remove_keeper": ({"person": "leaves"}, removed),
    "move_bylines": ({"secret-whose": "Nobody’s Friend"}, looked_for),
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", FOR_KEEPERS)
def test_keepers_and_nobody_else(name, who, record):
    factories.author("Nobody’s Friend")
    new, leaves = (
        factories.user(Role.EDITOR, username=it) for it in ("new-keeper", "leaves")
    )
    record.keepers.add(leaves)
    known = {"new-keeper": new.pk, "leaves": leaves.pk}
    posted, done = FOR_KEEPERS[name]
    posted = {key: known.get(value, value) for key, value in posted.items()}
    browser = somebody(who, record)
    before = (list(PenName.objects.values()), steps(record), record.keepers.count())
    answer = browser.post(
        place(name, record.author_id), {**posted, "seen": seen(record)}, follow=True
    )
    if who == OTHER_KEEPER:
        assert answer.status_code == 200
        done(record, answer)
        return
    if who == "nobody" and "why" not in posted:
        # Nothing of it may be shown again, so they are asked to sign in first.
        [(way, status)] = answer.redirect_chain
        assert (way.partition("?")[0], status) == (reverse("admin:login"), 302)
    else:
        assert answer.status_code == 403
        assert not answer.redirect_chain
    after = (list(PenName.objects.values()), steps(record), record.keepers.count())
    assert after == before
    assert REAL not in answer.text
    assert "In danger" not in answer.text


@pytest.mark.parametrize("who", PEOPLE)
def test_a_pen_name_is_made_by_who_may_add_authors(who, record):
    browser = somebody(who, record)
    data = {"name": "B. Fern", "secret-real_name": "Iphigenia Quux"}
    answer = browser.post(place("new_pen_name"), data, follow=True)
    made = PenName.objects.filter(author__name="B. Fern")
    may = who in DESK | {OTHER_KEEPER, SUPERUSER}
    assert made.exists() == may
    assert "Iphigenia" not in answer.text
    if may:
        [record] = made
        assert record.real_name == "Iphigenia Quux"
        assert record.author.kind == Author.Kind.PEN_NAME
        assert record.keepers.get().pk == int(browser.session["_auth_user_id"])


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("is_left", [True, False])
def test_superusers_appoint_where_no_keeper_is_left(who, is_left, record, keeper):
    browser = somebody(who, record)
    record.keepers.set([keeper])
    keeper.is_active = is_left
    keeper.save()
    new = factories.editor()
    data = {"person": new.pk, "why": "Both have left"}
    browser.post(place("appoint_keeper", record.author_id), data)
    may = who == SUPERUSER and not is_left
    assert record.keepers.filter(pk=new.pk).exists() == may
    assert (Kind.APPOINTED in steps(record)) == may


def test_a_superuser_who_appoints_still_sees_nothing(client, record, keeper):
    keeper.is_active = False
    keeper.save()
    client.force_login(factories.user("superuser"))
    page = client.get(place("pen_name", record.author_id))
    assert "No account is left" in page.text
    assert REAL not in page.text
    assert "A. Reed" in client.get(place("pen_names")).text
    new = factories.editor()
    data = {"person": new.pk, "why": "She left"}
    client.post(place("appoint_keeper", record.author_id), data)
    answer = client.post(place("open_pen_name", record.author_id), {"why": "Why not"})
    assert answer.status_code == 403
    client.force_login(new)
    page = client.get(place("pen_name", record.author_id))
    assert "Keeper appointed by a superuser" in page.text
    assert "She left" in page.text


def test_the_real_name_is_shown_once_and_for_a_reason(as_keeper, record):
    page = as_keeper.get(place("pen_name", record.author_id))
    assert REAL not in page.text
    refused = as_keeper.post(place("open_pen_name", record.author_id), {"why": " "})
    assert "Say why" in refused.text
    assert REAL not in refused.text
    assert Kind.OPENED not in steps(record)
    data = {"why": "Marguerite zyxwillow calls"}
    answer = as_keeper.post(place("open_pen_name", record.author_id), data)
    assert REAL in answer.text
    assert "By the ferry" in answer.text
    assert REAL not in html.fromstring(answer.text).findtext(".//title")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    page = as_keeper.get(place("pen_name", record.author_id))
    assert REAL not in page.text
    assert "… calls" in page.text
    assert as_keeper.get(place("open_pen_name", record.author_id)).status_code == 200
    assert steps(record) == [Kind.MADE, Kind.OPENED]


def test_a_refused_change_shows_what_was_typed_and_nothing_else(as_keeper, record):
    author = factories.author(REAL)
    article = factories.published_article(by_line=[author])
    who = {"by": record.keepers.get(), "seen": record.touched_at}
    move_bylines(record, author, [article.pk], **who)
    unsaid = {"secret-real_name": "", "secret-note": "Kept", "seen": seen(record)}
    refused = as_keeper.post(place("change_pen_name", record.author_id), unsaid)
    assert "Kept" in refused.text
    assert REAL not in refused.text
    opened = as_keeper.post(place("open_pen_name", record.author_id), {"why": "Look"})
    assert f"From “{REAL}” (number {author.pk})" in told(opened)


def test_no_browser_and_no_autosave_keeps_what_is_hidden(as_keeper, record):
    answer = as_keeper.post(place("open_pen_name", record.author_id), {"why": "A call"})
    new = as_keeper.get(place("new_pen_name"))
    for page in (answer, new):
        assert "data-keeper" not in page.text
        assert "data-guard" not in page.text
        [field] = html.fromstring(page.text).xpath("//*[@name='secret-real_name']")
        assert field.get("autocomplete") == "off"
        assert field.get("spellcheck") == "false"


def test_from_an_authors_form_no_address_says_whose(as_keeper):
    author = factories.author(REAL)
    form = as_keeper.get(place("change", author.pk))
    [button] = [
        each
        for each in html.fromstring(form.text).forms
        if each.action == place("new_pen_name")
    ]
    answer = as_keeper.post(button.action, dict(button.form_values()))
    [name] = html.fromstring(answer.text).xpath("//*[@name='secret-real_name']")
    assert name.value == REAL
    assert not PenName.objects.exists()


def test_a_pen_name_of_ours_is_entrusted_from_its_form(as_keeper):
    pen = factories.author("A. Reed", kind=Author.Kind.PEN_NAME)
    form = as_keeper.get(place("change", pen.pk))
    assert place("pen_name", pen.pk) in form.text
    assert "Nobody has said yet" in as_keeper.get(place("pen_name", pen.pk)).text
    empty = as_keeper.post(place("pen_name", pen.pk), {"secret-real_name": ""})
    assert "This field is required" in empty.text
    as_keeper.post(place("pen_name", pen.pk), {"secret-real_name": REAL})
    assert PenName.objects.get().real_name == REAL
    assert as_keeper.get(place("pen_name", factories.author().pk)).status_code == 404


@pytest.mark.parametrize("role", [*Role.values, SUPERUSER])
def test_the_ways_are_shown_to_those_who_may_go_them(client, role):
    author = factories.author()
    client.force_login(factories.user(role))
    listed, form = (
        client.get(place("changelist")),
        client.get(place("change", author.pk)),
    )
    may = role in DESK | {SUPERUSER}
    assert (place("pen_names") in listed.text) == may
    assert ("Give them a pen name" in form.text) == may


def test_a_name_that_says_it_is_refused_with_what_was_typed(as_keeper):
    data = {"name": "M. Zyx Willow", "secret-real_name": "zyx willow"}
    answer = as_keeper.post(place("new_pen_name"), data)
    assert "This says the real name" in answer.text
    assert 'value="M. Zyx Willow"' in answer.text
    assert not Author.objects.exists()


def test_what_somebody_changed_meanwhile_is_looked_at_again(as_keeper, record):
    old = seen(record)
    keeping.add_keeper(
        record, factories.editor(), by=record.keepers.get(), seen=record.touched_at
    )
    data = {"secret-real_name": "Another", "seen": old}
    answer = as_keeper.post(place("change_pen_name", record.author_id), data)
    assert "Somebody has changed this record" in answer.text
    assert 'value="Another"' in answer.text
    for name in ("end_pen_name", "add_keeper", "remove_keeper"):
        data = {"why": "So", "seen": old, "person": record.keepers.last().pk}
        as_keeper.post(place(name, record.author_id), data)
    assert fresh(record).real_name == REAL
    assert record.keepers.count() == 2


def test_the_last_keeper_stays(as_keeper, record, keeper):
    gone = factories.editor()
    record.keepers.add(gone)
    gone.is_active = False
    gone.save()
    data = {"person": keeper.pk, "seen": seen(record)}
    answer = as_keeper.post(place("remove_keeper", record.author_id), data, follow=True)
    assert "Add another keeper first" in answer.text
    assert keeper in record.keepers.all()


def test_who_does_not_look_after_authors_keeps_nothing(as_keeper, record):
    writer = factories.user(Role.WRITER)
    data = {"person": writer.pk, "seen": seen(record)}
    as_keeper.post(place("add_keeper", record.author_id), data)
    assert writer not in record.keepers.all()
    assert writer not in possible_keepers()


def test_ending_erases_all_but_the_log(as_keeper, record):
    assert as_keeper.get(place("end_pen_name", record.author_id)).status_code == 200
    data = {"why": f"{REAL} is free", "seen": seen(record)}
    as_keeper.post(place("end_pen_name", record.author_id), data)
    left = fresh(record)
    assert (left.real_name, left.contact, left.note, left.moves) == ("", "", "", [])
    page = as_keeper.get(place("pen_name", record.author_id))
    assert "… is free" in page.text
    answer = as_keeper.post(place("open_pen_name", record.author_id), {"why": "Again"})
    assert "nothing is kept behind it" in answer.text
    assert "Ended" in as_keeper.get(place("pen_names")).text


class TestMoving:
    def test_shows_what_there_is_then_moves_what_was_chosen(self, client, record):
        editor = factories.editor()
        record.keepers.add(editor)
        client.force_login(editor)
        author = factories.author(REAL)
        articles = [
            factories.published_article(by=editor, by_line=[author], headline=words)
            for words in ("The ferry", f"{REAL} on the road", "The kept one")
        ]
        where = place("move_bylines", record.author_id)
        page = client.post(where, {"secret-whose": REAL.lower()})
        assert "stands under 3 articles: in 3 texts" in told(page)
        assert "What nobody can recall" in page.text
        forms = html.fromstring(page.text).forms
        [form] = [each for each in forms if "secret-seen" in each.fields]
        data = dict(form.form_values())
        data["secret-articles"] = [articles[0].pk, articles[1].pk]
        answer = client.post(where, data)
        assert "Moved: 2 articles now say “A. Reed”" in told(answer)
        assert "What readers see" in told(answer)
        assert "An address says it" in told(answer)
        names = [article.credits.get().author.name for article in articles]
        assert names == ["A. Reed", "A. Reed", REAL]
        assert steps(record)[-1] == Kind.MOVED
        again = client.post(where, data)
        assert "does not name this author any more" in again.text
        opened = client.post(place("open_pen_name", record.author_id), {"why": "Look"})
        assert f"From “{REAL}” (number {author.pk})" in told(opened)

    def test_asks_again_for_what_it_does_not_know(self, as_keeper, record):
        author = factories.author(REAL)
        factories.article(by_line=[author])
        where = place("move_bylines", record.author_id)
        assert as_keeper.get(where).status_code == 200
        unknown = as_keeper.post(where, {"secret-whose": "Nobody of us"})
        assert "Nobody of that name" in unknown.text
        unknown = as_keeper.post(where, {"secret-whose": "987654"})
        assert "no author of this number" in unknown.text
        sent = {"secret-whose": author.pk, "secret-seen": seen(record)}
        assert "Choose at least one article" in as_keeper.post(where, sent).text

    def test_an_author_without_articles_may_go(self, client, record):
        superuser = factories.user("superuser")
        record.keepers.add(superuser)
        client.force_login(superuser)
        author = factories.author(REAL)
        article = factories.published_article(by=superuser, by_line=[author])
        where = place("move_bylines", record.author_id)
        data = {
            "secret-whose": author.pk,
            "secret-articles": article.pk,
            "secret-seen": seen(record),
        }
        answer = client.post(where, data)
        assert place("delete", author.pk) in answer.text

    def test_the_authors_desk_reads_no_draft_by_it(self, as_keeper, record):
        author = factories.author(REAL)
        factories.article(by_line=[author], headline="Not for them")
        live = factories.published_article(by_line=[author], headline="For all")
        where = place("move_bylines", record.author_id)
        page = as_keeper.post(where, {"secret-whose": REAL})
        assert "For all" in page.text
        assert "Not for them" not in page.text
        assert "which readers do not see" in page.text
        data = {
            "secret-whose": author.pk,
            "secret-articles": live.pk,
            "secret-seen": seen(record),
        }
        assert as_keeper.post(where, data).status_code == 200
        assert live.credits.get().author == record.author

    def test_finds_what_still_says_the_name_wherever_it_is(self, client, record):
        editor = factories.editor()
        record.keepers.add(editor)
        client.force_login(editor)
        author = factories.author(REAL, other_names="Margot Vexley")
        article = factories.published_article(
            by=editor, by_line=[author], body="<p>By MARGOT VEXLEY.</p>"
        )
        factories.reworked(article, by=editor, body="<p>Nobody.</p>", notes=REAL)
        factories.corrected(article, f"{REAL} was there.", by=editor)
        factories.image(caption="Zyxwillow at sea")
        Author.objects.filter(pk=record.author_id).update(other_names=REAL)
        where = place("move_bylines", record.author_id)
        data = {
            "secret-whose": author.pk,
            "secret-articles": article.pk,
            "secret-seen": seen(record),
        }
        words = told(client.post(where, data))
        for said in (
            "What readers see",
            "Desk copy",
            "private notes",
            "Versions of these articles",
            "a notice to readers",
            "Zyxwillow at sea",
            "other names",
        ):
            assert said in words, said


def test_looking_costs_the_same_however_much_there_is(as_keeper, record, keeper):
    def fill(number):
        for _ in range(number):
            access.log(record, Kind.OPENED, by=keeper, now=timezone.now(), why="So")
            record.keepers.add(factories.editor())
            pen = factories.author(kind=Author.Kind.PEN_NAME)
            keeping.entrust(pen, by=keeper, real_name="Somebody")

    as_keeper.get(place("pen_names"))
    costs = []
    for number in (1, 20):
        fill(number)
        with CaptureQueriesContext(connection) as asked:
            as_keeper.get(place("pen_name", record.author_id))
            as_keeper.get(place("pen_names"))
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_who_is_signed_out_is_not_shown_what_they_hid(record, client):
    data = {"secret-real_name": REAL, "secret-note": "In danger", "name": "B. Fern"}
    for name, args in (("new_pen_name", ()), ("change_pen_name", (record.author_id,))):
        answer = client.post(place(name, *args), data)
        assert REAL not in answer.text
        assert "In danger" not in answer.text
        assert "data-send-again" not in answer.text
        assert "B. Fern" in answer.text


def test_steps_are_dated_and_say_who(record, keeper):
    [step] = record.steps.all()
    assert step.by == keeper
    assert timezone.now() - step.at < timedelta(minutes=5)
    assert not re.search(REAL, f"{step} {record!r} {step!r} {record}")
