"""…/article.md: the layout of the files we read, and the way back."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from articles.editing import desk
from articles.editing.publication import publish
from articles.exchanging import arrivals
from articles.exchanging.arrivals import Result
from articles.exchanging.markdown.article import read
from articles.exchanging.surroundings import house, places
from articles.models import Article, Author, Edition, Publication, Region, Revision
from articles.models.snapshot import CreditLine
from tests import factories
from tests.exchanging.papers import PAPER

pytestmark = pytest.mark.django_db

BODY = (
    "<p><em>All of it slanted.</em></p>"
    "<p>By noon they had left.</p>"
    '<p>A <a href="https://a.example/?x=1&amp;y=2">link</a>, a '
    '<span lang="ar">كلمة</span> and a note.'
    '<span data-footnote="">See <em>this</em>.</span></p>'
    "<p>*</p><p>Theme: none.</p><p>Note to readers: it is fiction.</p>"
    '<ol start="3"><li><p>three</p></li>'
    "<li><p>four</p><ul><li><p>a</p></li></ul></li></ol>"
    "<h2>2. A heading #</h2><hr><blockquote><p>Quoted\u00a0!</p></blockquote>"
    '<table><tbody><tr><th scope="row">A</th>'
    '<td colspan="2">1 | 2</td></tr></tbody></table>'
)


def take_in(text, by):
    return arrivals.store_and_publish(read(text, places(), house()), by=by)


def markdown_of(client, article):
    edition = Edition.objects.visible().get(article=article)
    response = client.get(f"{edition.get_absolute_url()}article.md")
    assert response.status_code == 200
    return response.content.decode()


def visible_lines(text):
    """Return lines without link targets, Markdown's signs and white space."""
    text = re.sub(r"\]\([^()]*(?:\([^()]*\))?\)", "]", text)
    lines = (
        " ".join(re.sub(r"[*_\\\[\]`#]", "", line).split()) for line in text.split("\n")
    )
    return [line for line in lines if line]


def test_every_line_of_a_file_stands_in_its_order(client):
    article = take_in(PAPER, factories.user("superuser")).article

    assert visible_lines(markdown_of(client, article)) == visible_lines(PAPER)


def test_says_what_it_is(client):
    article = take_in(PAPER, factories.user("superuser")).article
    address = Edition.objects.get(article=article).get_absolute_url()
    response = client.get(f"{address}article.md")

    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Link"] == (
        f'<http://127.0.0.1:8000{address}>; rel="canonical"'
    )
    assert "](http://127.0.0.1:8000/authors/jane-doe/)" in (response.content.decode())


def awkward_article(by):
    """Publish an article with something of everything that the layout can say."""
    publication = Publication.objects.current()
    publication.name, publication.time_zone = "The *Courier*, Daily", "Asia/Tokyo"
    publication.save()
    authors = [
        factories.author(
            "Ann *Star*", short_bio="<p><strong>Ann *Star*</strong> is.</p>"
        ),
        factories.author("Ben and Co, Ltd", honorific="Dr"),
        factories.author("Cy", short_name="C."),
    ]
    source = factories.source("Other [One]", site="https://other.example")
    snapshot = factories.snapshot(
        headline="# 7 * 6 = <42> & “_so_” on \\ #",
        standfirst="<p><strong>Bold</strong> first, <em>then</em> this.</p>"
        "<p>“So?”</p>",
        body=BODY,
        language="ar",
        regions=(factories.region("A, B & C").pk, factories.region("D").pk),
        themes=(factories.theme("[T]").pk,),
        reports=(factories.report("R_e_port").pk,),
        source=source.pk,
        original_url="https://other.example/a(b)_c",
        display_at=datetime(2020, 12, 31, 16, 0, tzinfo=UTC),
    )
    credits = (
        CreditLine(authors[0].pk),
        CreditLine(authors[1].pk),
        CreditLine(authors[2].pk, "translator", "Cy in Rome"),
    )
    filed = desk.create(replace(snapshot, credits=credits), by=by).article
    return publish(filed, by=by, seen=1).article


def said(article):
    """Return what the layout carries of an article, names in place of numbers."""
    snapshot = article.snapshot()
    return {
        "headline": snapshot.headline,
        "standfirst": snapshot.standfirst,
        "body": snapshot.body,
        "language": snapshot.language,
        "day": snapshot.display_at.astimezone(
            Publication.objects.current().zone
        ).date(),
        "credits": [(str(credit), credit.role) for credit in article.credits.all()],
        "regions": [Region.objects.get(pk=pk).name for pk in snapshot.regions],
        "themes": [theme.name for theme in article.themes.all()],
        "reports": [report.name for report in article.reports.all()],
        "source": article.source and article.source.name,
        "original": snapshot.original_url,
        "bios": list(
            Author.objects.exclude(short_bio="").values_list("name", "short_bio")
        ),
    }


def test_comes_back_unchanged_where_it_is(client):
    admin = factories.user("superuser")
    article = awkward_article(admin)
    arrival = take_in(markdown_of(client, article), admin)

    assert arrival.article == article
    assert arrival.result == Result.UNCHANGED
    assert [str(remark) for remark in arrival.remarks] == []
    assert Revision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_comes_back_whole_in_an_empty_newsroom(client):
    article = awkward_article(factories.user("superuser"))
    before, text = said(article), markdown_of(client, article)
    call_command("flush", interactive=False, verbosity=0)
    publication = Publication.objects.current()
    publication.time_zone = "Asia/Tokyo"
    publication.save()

    take_in(text, factories.user("superuser"))
    after = said(Article.objects.get())

    # A name as it was printed is all that another newsroom can know.
    before["credits"][1] = ("Dr Ben and Co, Ltd", "author")
    assert after == before
    assert visible_lines(markdown_of(client, Article.objects.get())) == visible_lines(
        text
    )
