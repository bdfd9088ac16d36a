"""The links of authors: made, closed, mailed; for whom there is none."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles.editing.authors import letters, links
from articles.models import Author, AuthorLink, Publication
from articles.models.actions import Role
from tests import factories


@pytest.fixture
def bios(db):
    return factories.user(Role.AUTHORS_DESK, email="bios@lantern.example")


@pytest.fixture
def author(db):
    return factories.author("Ada Lund")


@pytest.mark.parametrize("days", links.DAYS)
def test_a_link_opens_for_as_long_as_was_chosen(author, bios, days):
    now = timezone.now()
    link = links.make_link(author, by=bios, days=days, now=now)
    assert link.is_open(now + timedelta(days=days, seconds=-1))
    assert not link.is_open(now + timedelta(days=days))
    for at, is_open in ((now, True), (now + timedelta(days=days), False)):
        assert AuthorLink.objects.open(at).exists() is is_open


def test_nobody_makes_one_for_ever(author, bios):
    for days in (0, 8, 3650):
        with pytest.raises(ValidationError, match="Choose how long"):
            links.make_link(author, by=bios, days=days)


def test_a_pen_name_has_none(author, bios):
    Author.objects.update(kind=Author.Kind.PEN_NAME)
    with pytest.raises(ValidationError, match="would be known to stand behind it"):
        links.make_link(author, by=bios, days=7)
    assert not AuthorLink.objects.exists()


def test_whoever_was_merged_has_that_of_whom_they_are_now(author, bios):
    old = links.make_link(author, by=bios, days=7)
    into = factories.author("Ada K. Lund")
    Author.objects.filter(pk=author.pk).update(merged_into=into)
    with pytest.raises(ValidationError, match="This is Ada K"):
        links.make_link(author, by=bios, days=7)
    assert list(links.links_of(into)) == [old]
    assert links.revoke_all(into, by=bios) == 1
    old.refresh_from_db()
    assert not old.is_open()


def test_so_many_and_no_more_are_open(author, bios):
    for _ in range(links.MOST_OPEN):
        last = links.make_link(author, by=bios, days=7)
    with pytest.raises(ValidationError, match="open links already"):
        links.make_link(author, by=bios, days=7)
    links.revoke(last, by=bios)
    links.make_link(author, by=bios, days=7)


def test_who_revokes_a_closed_one_changes_nothing(author, bios):
    link = links.make_link(author, by=bios, days=7)
    links.revoke(link, by=bios)
    link.refresh_from_db()
    first = link.revoked_at
    links.revoke(link, by=factories.editor())
    link.refresh_from_db()
    assert link.revoked_at == first


def test_a_writer_does_none_of_it(author):
    writer = factories.user(Role.WRITER)
    link = factories.own_link(author)
    for deed in (
        lambda: links.make_link(author, by=writer, days=7),
        lambda: links.revoke(link, by=writer),
        lambda: links.revoke_all(author, by=writer),
        lambda: links.mail(link, by=writer, to="a@b.example", subject="x", text="y"),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert mail.outbox == []


def test_the_mail_holds_the_address_and_until_when(author, bios):
    publication = Publication.objects.create(pk=1, name="The Lantern")
    link = factories.own_link(author)
    subject, text = letters.invitation(link, author, publication)
    links.mail(link, by=bios, to="ada@home.example", subject=subject, text=text)
    [sent] = mail.outbox
    assert sent.to == ["ada@home.example"]
    assert sent.reply_to == ["bios@lantern.example"]
    assert sent.subject == "The Lantern: what we say of you"
    assert letters.address_of(link) in sent.body
    assert f"{link.expires_at:%Y}" in sent.body


def test_the_address_it_went_to_is_stored_nowhere(author, bios):
    link = factories.own_link(author)
    links.mail(link, by=bios, to="ada@home.example", subject="x\r\nBcc: y", text="z")
    assert mail.outbox[0].subject == "x Bcc: y"
    link.refresh_from_db()
    assert "ada@home.example" not in str(vars(link))


def test_a_closed_link_is_not_mailed(author, bios):
    link = factories.own_link(author)
    links.revoke(link, by=bios)
    link.refresh_from_db()
    with pytest.raises(ValidationError, match="closed"):
        links.mail(link, by=bios, to="a@b.example", subject="x", text="y")
