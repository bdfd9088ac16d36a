"""Whatever a body holds, its Markdown says it, and says nothing else."""

import re
from urllib.parse import unquote

from hypothesis import example, given, settings

from articles.exchanging.markdown.bodies import body_html
from articles.models import Image
from articles.models.body import clean_body
from articles.models.snapshot import Snapshot
from articles.publishing.compiler import compiled
from articles.reading.markdown.blocks import Writer
from tests.exchanging.bodies import bodies

_BLOCK = "p|h2|h3|h4|td|th|figcaption|li"
_SPACE = re.compile(rf" *(<br>|</(?:{_BLOCK})>) *|(<(?:{_BLOCK})(?: [^>]*)?>) *")


def squeezed(html):
    """Leave out white space that no browser shows: at the edges of lines."""
    before = None
    while html != before:
        before, html = html, _SPACE.sub(lambda found: found[1] or found[2], html)
        html = re.sub("  +", " ", html)
    return html


def picture(address):
    return int(address.removeprefix("image:"))


@settings(max_examples=100, deadline=None)
@given(bodies)
def test_the_markdown_of_a_body_reads_as_that_body(body):
    body = clean_body(body)
    markdown = Writer().text(body)

    again = body_html(markdown, picture=picture)

    assert squeezed(again) == squeezed(body), markdown


IMAGES = {
    number: Image(
        pk=number, checksum=str(number), width=800, height=600, credit="Photo: A"
    )
    for number in range(1, 10)
}
SHOWN = {image.rendition_path(800, "jpeg"): pk for pk, image in IMAGES.items()}


def shown_picture(address):
    return SHOWN.get(address.removeprefix("/media/"))


@settings(max_examples=60, deadline=None)
@given(bodies)
@example('<figure data-image="1"><figcaption>Sea\xa0</figcaption></figure>')
def test_what_readers_get_reads_as_the_desk_copy_it_was_compiled_from(body):
    edition = compiled(Snapshot(body=clean_body(body)), IMAGES)
    markdown = Writer().text(edition.body)

    again = body_html(markdown, picture=shown_picture)

    as_desk_copy = body_html(Writer().text(clean_body(body)), picture=picture)
    # lxml spells out what an address may hold only as %20 and the like.
    assert unquote(squeezed(again)) == unquote(squeezed(as_desk_copy)), markdown
