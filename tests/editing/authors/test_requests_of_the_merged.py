"""What is asked, done and proposed about two who are one is about whoever stands."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles.editing.authors import hiding, requests, withholding
from articles.editing.authors.erasing import What, erase
from articles.editing.authors.steps import last_step
from articles.editing.concerns.desk import concerns
from articles.models import AuthorRequest, Revision
from articles.models.snapshot import CreditLine
from tests import factories
from tests.editing.merging.test_merging import merged, undone

WHY = "She asks."

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return factories.user("superuser")


@pytest.fixture
def gone():
    return factories.author("J. Doe")


@pytest.fixture
def asked(gone, admin):
    return requests.receive(
        gone,
        by=admin,
        asked_by="Her lawyer",
        asked="Remove me.",
        contact="jane@home.example",
        received_on=date(2026, 3, 2),
    )


@pytest.fixture
def proposed(gone):
    return factories.suggested(gone, {"expertise": "Ships"})


@pytest.fixture
def stays(gone, asked, proposed, admin):
    stays = factories.author("Jane Doe")
    stays.merge = merged(gone, stays, admin)
    return stays


@pytest.fixture
def browser(admin):
    browser = Client()
    browser.force_login(admin)
    return browser


def at(name, author, *more):
    return reverse(f"admin:articles_author_{name}", args=[author.pk, *more])


def test_nothing_is_done_about_who_was_merged(gone, stays, admin):
    article = factories.published_article(by=admin, by_line=[gone])
    gone.refresh_from_db()
    said = {"by": admin, "seen": last_step(gone), "why": WHY}
    for refused in (
        lambda: withholding.withhold(gone, [article.pk], **said),
        lambda: hiding.hide(gone, **said),
        lambda: erase(gone, [What.BIO], name=gone.name, **said),
    ):
        with pytest.raises(ValidationError, match="was merged into “Jane Doe”"):
            refused()


def test_the_desk_leads_to_whoever_stands(stays, asked, proposed, admin, browser):
    groups = {group.key: group for group in concerns(admin)}
    for key, name, pk in (
        ("authors-ask", "request", asked.pk),
        ("suggestions", "suggestion", proposed.pk),
    ):
        [entry] = groups[key].entries
        assert (entry.headline, entry.address) == ("Jane Doe", at(name, stays, pk))
        assert browser.get(entry.address).status_code == 200


def test_all_of_it_stands_on_the_survivors_pages(stays, asked, proposed, browser):
    page = browser.get(at("requests", stays)).text
    assert at("request", stays, asked.pk) in page
    assert "Request received" in page
    assert at("suggestion", stays, proposed.pk) in browser.get(at("link", stays)).text
    assert "Her lawyer" in browser.get(at("hide", stays)).text


def test_a_measure_is_taken_for_what_the_absorbed_asked(stays, asked, admin):
    seen = last_step(stays)
    assert seen == asked.steps.get().pk
    hiding.hide(stays, by=admin, seen=seen, why=WHY, request=asked)
    assert asked.steps.latest("pk").author == stays
    with pytest.raises(ValidationError, match="Show name and page again first"):
        undone(stays.merge, admin)


def test_erasing_forgets_where_the_absorbed_was_answered(stays, asked, admin):
    said = {"by": admin, "seen": last_step(stays), "why": WHY}
    stays.refresh_from_db()
    erase(stays, [What.BIO], name="Jane Doe", **said)
    assert AuthorRequest.objects.get(pk=asked.pk).contact == ""


def test_erasing_a_name_takes_it_out_of_versions_that_never_went_out(admin):
    author = factories.author(
        "Quilla Marchetti", short_name="Quillamar", sort_name="Marchettissima, Q."
    )
    other = factories.author("Bo Strand")
    article = factories.article(by=admin, by_line=[author])
    worded = (CreditLine(author.pk, wording="Our Q. Marchetti"),)
    factories.reworked(article, by=admin, credits=worded)
    article.refresh_from_db()
    factories.reworked(article, by=admin, credits=(CreditLine(other.pk),))
    assert not article.credits.filter(author=author).exists()
    assert "Our Q. Marchetti" in str([*Revision.objects.values("content")])
    why = "Quillamar asks, filed under Marchettissima, Q."
    erase(author, [What.NAME], by=admin, seen=0, name="Quilla Marchetti", why=why)
    assert "Marchetti" not in str([*Revision.objects.values("content")])
    assert author.steps.get().why == "[erased] asks, filed under [erased]"


@pytest.mark.parametrize(("day", "is_late"), [(1, False), (2, True)])
def test_what_is_overdue_is_one_rule(asked, day, is_late):
    day = date(2026, 4, day)
    assert AuthorRequest.objects.overdue(day).exists() == is_late
    assert asked.is_overdue(day) == is_late


def test_the_list_leads_to_whoever_stands_and_says_what_is_overdue(
    stays, asked, browser
):
    place = reverse("admin:articles_authorrequest_changelist")
    for query in ("", "?state=overdue"):
        page = browser.get(f"{place}{query}").text
        assert at("request", stays, asked.pk) in page
        assert "data-overdue" in page
    opened = browser.get(at("request", stays, asked.pk))
    assert "data-overdue" in opened.text
