"""What the article's screen asks of the database when everything is there at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from articles.editing import notes, source_notes
from articles.editing.checks import CHECKS
from articles.editing.copies import translate
from articles.editing.dossiers.releasing import release
from articles.editing.holding import Others
from articles.models import Disclaimer, Publication
from articles.models.actions import Role
from articles.models.rules import EVERY_KIND, Level
from articles.models.snapshot import CreditLine
from tests import factories
from tests.admin.pages import change_page, fresh, save

pytestmark = pytest.mark.django_db
IN_AN_HOUR = timedelta(hours=1)


@pytest.fixture
def editor():
    levels = {check.key: {EVERY_KIND: Level.REQUIRED} for check in CHECKS}
    Publication.objects.create(pk=1, has_four_eyes=True, check_levels=levels)
    return factories.editor()


def in_release(article, report, editor):
    """Let the text wait for another of its report, which is on hold."""
    other = factories.article(by=editor, headline="Held", reports=(report.pk,))
    Publication.objects.update(has_four_eyes=False, check_levels={})
    both = {each.pk: fresh(each).version for each in (article, other)}
    hour = timezone.now() + IN_AN_HOUR
    release(report, by=editor, seen=both, live_from=hour)
    factories.put_on_hold(other, by=editor, others=Others.HOLD)


@pytest.fixture
def dearest(editor):
    """A live translation that is behind, whose next text waits in a release.

    Readers complain, a colleague asks, a legal flag is open, four eyes look, and every
    check is required.
    """
    writer, by = factories.user(Role.WRITER), {"by": editor}
    rules = Publication.objects.get()
    Publication.objects.update(has_four_eyes=False, check_levels={})
    report = factories.report()
    source = factories.source(has_standing_permission=True)
    first, second = factories.image(credit="Ours"), factories.image(credit="Ours")
    unseen = factories.article(**by, headline="Not out yet")
    original = factories.published_article(**by, language="de", headline="Das Haus")
    translate(original, "fr", by=editor, seen=1)
    article = translate(fresh(original), "en", by=editor, seen=1).article
    link = f'<p>A <a href="/articles/{unseen.pk}/">link</a> in some words.</p>'
    article = factories.reworked(
        fresh(article),
        **by,
        body=f'{link}<figure data-image="{first.pk}"></figure>',
        regions=(factories.region().pk,),
        themes=(factories.theme().pk,),
        reports=(report.pk,),
        tags=("dams",),
        credits=(CreditLine(factories.author().pk),),
        lead_image=second.pk,
        source=source.pk,
    ).article
    factories.published_again(article, **by)
    factories.reworked(fresh(article), **by, headline="Next")
    in_release(fresh(article), report, editor)
    factories.reworked(fresh(article), **by, headline="Unpublished")
    factories.reworked(fresh(original), **by, headline="Das neue Haus")
    factories.corrected(fresh(original), "Not here.", **by)
    factories.complaint(fresh(article))
    factories.flagged(source_notes.add(fresh(article), **by, source="Him"), **by)
    note = notes.add(fresh(article), text="Who?", **by).note
    notes.reply(note, by=writer, text="She.")
    rules.save()
    return fresh(article)


def test_the_dearest_article_is_opened_with_few_queries(dearest, editor):
    browser = Client()
    browser.force_login(factories.user(Role.PUBLISHER))
    browser.get(change_page(dearest))  # writes when the session was last used
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(change_page(dearest))
    assert "panel-translations" in page.text
    assert len(asked) == 25


def chosen(page, name):
    options = html.fromstring(page.text).xpath(f"//*[@name='{name}']/option[@selected]")
    return [option.text.strip() for option in options]


def test_it_names_all_that_is_chosen_in_it(dearest, editor):
    browser = Client()
    browser.force_login(editor)
    page = browser.get(change_page(dearest))
    for name in ("regions", "themes", "reports"):
        [term] = getattr(dearest, name).all()
        assert chosen(page, name) == [term.name]
    assert chosen(page, "source") == [dearest.source.name]
    assert chosen(page, "translation_of") == ["Das neue Haus"]
    assert chosen(page, "credits-0-author") == [dearest.authors.get().name]
    assert f"/{dearest.lead_image_id}/thumbnail/" in page.text


def test_a_refused_form_names_what_was_chosen_in_it_instead(dearest, editor):
    browser = Client()
    browser.force_login(editor)
    other, disclaimer = factories.source("Another"), Disclaimer.objects.create(name="D")
    picture = factories.image()
    said = {"source": other.pk, "lead_image": picture.pk, "disclaimer": disclaimer.pk}
    page = save(browser, dearest, headline="", **said)
    assert chosen(page, "source") == ["Another"]
    assert chosen(page, "disclaimer") == ["D"]
    assert f"/{picture.pk}/thumbnail/" in page.text
    assert chosen(page, "translation_of") == ["Das neue Haus"]
