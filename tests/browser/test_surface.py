"""The writing surface keeps every text that may be stored, and cleans what comes."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from articles.models.body import clean_body
from tests import factories
from tests.browser.measures import fits

TEXTS = {
    "marks": "<p>a <strong>b <em>c</em></strong> <s>d</s> "
    "H<sub>2</sub>O x<sup>2</sup></p>",
    "break": "<p>one<br>two</p>",
    "headings": "<h2>A</h2><h3>B</h3><h4>C</h4><p>d</p>",
    "links": '<p><a href="https://a.example/?x=1&amp;y=2" title="T">a</a> '
    '<a href="/articles/7/" hreflang="fr">b</a> <a href="mailto:a@b.example">c</a></p>',
    "lists": "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"
    '<ol start="3"><li><strong>d</strong></li></ol>',
    "item of two paragraphs": "<ul><li><p>a</p><p>b</p></li></ul>",
    "quotation": "<blockquote><p>a</p><p>b</p></blockquote>",
    "rule": "<p>a</p><hr><p>b</p>",
    "table": "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>"
    '<tr><td colspan="2">c</td></tr><tr><th scope="row">d</th><td>e</td></tr>'
    "</tbody></table>",
    "figure": '<p>a</p><figure data-image="7"><figcaption>A <em>b</em>.</figcaption>'
    "</figure><p>c</p>",
    "figure without words": '<figure data-image="7"><figcaption></figcaption></figure>',
    "footnote": '<p>a<span data-footnote="">See <em>b</em>, '
    '<a href="https://a.example">c</a>.</span> d</p>',
    "languages": '<p>a <span lang="fr">mot</span></p><p lang="ar" dir="rtl">كلمة</p>'
    '<blockquote lang="de"><p>Wort</p></blockquote>',
    "signs": "<p>&lt;script&gt; &amp; “quotes” é &nbsp;x</p>",
}
GOOGLE = (
    '<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">'
    '<span style="font-weight:400">Plain, </span>'
    '<span style="font-weight:700">bold</span>'
    '<span style="font-weight:400">, </span>'
    '<span style="font-style:italic">italic</span> and a '
    '<a href="https://www.google.com/url?q=https://a.example/x&amp;sa=D">link</a>.'
    "</p></b>"
)
WORD = (
    "<p class=MsoNormal>Before<a href='#_ftn1' name='_ftnref1'>[1]</a>.</p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1'>"
    "<span style='mso-list:Ignore'>·<span>&nbsp; </span></span>One</p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1'>"
    "<span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Two</p>"
    "<h1>Big</h1>"
    "<div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a>"
    " A note.</p></div>"
)


@pytest.fixture
def at_desk(desk, editor):
    """Return a function that opens an article with the text on the surface."""
    at = desk(editor)

    def opened(text):
        at.article = factories.article(by=editor, body=text)
        at.write(at.article)
        return at

    return opened


def paste(at, html):
    at.text.click()
    at.text.evaluate(
        """(surface, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          const options = { clipboardData: data, bubbles: true, cancelable: true };
          surface.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        html,
    )


def command(at, what):
    at.text.evaluate(f"surface => surface.editor.commands.{what}")


def go_to_the_end(at):
    """Put the caret behind the last word, without waiting for a key to be heard."""
    command(at, "setTextSelection(1e6)")
    at.text.evaluate("surface => surface.editor.view.focus()")


def test_untouched_makes_no_version_and_touched_keeps_the_rest(at_desk):
    for name, given in TEXTS.items():
        text = clean_body(given)
        at = at_desk(text)
        at.complaints.clear()  # the pictures of these texts are not there
        at.expect_text(text)
        # A letter at the end and away again: what the editor makes of it all.
        at.text.evaluate(
            "surface => surface.editor.commands.insertContentAt(0, '<p>x</p>')"
        )
        at.expect_cleaned(f"<p>x</p>{text}")
        command(at, "undo()")
        at.expect_text(text)
        at.save()
        article = Article.objects.get(pk=at.article.pk)
        assert (article.version, article.body) == (1, text), name
    at.complaints.clear()


def test_a_paste_from_google_docs_is_as_bold_as_it_was(at_desk):
    at = at_desk("")
    paste(at, GOOGLE)
    at.expect_cleaned(
        "<p>Plain, <strong>bold</strong>, <em>italic</em> and a "
        '<a href="https://a.example/x">link</a>.</p>'
    )


def test_a_paste_from_word_has_lists_and_footnotes(at_desk):
    at = at_desk("")
    paste(at, WORD)
    at.expect_cleaned(
        '<p>Before<span data-footnote="">A note.</span>.</p>'
        "<ul><li>One</li><li>Two</li></ul><h2>Big</h2>"
    )


def test_a_pasted_note_brings_no_script(at_desk):
    at = at_desk("")
    paste(
        at,
        '<p>a<span data-footnote="">b<img src=x onerror="document.title=1">'
        "<script>document.title=1</script></span></p>"
        '<p><a href="javascript:x()">c</a></p>',
    )
    at.expect_cleaned('<p>a<span data-footnote="">b</span></p><p>c</p>')
    at.complaints.clear()  # the policy has refused the handler, as it should


def test_a_link_leads_to_an_article_of_ours(at_desk, editor):
    other = factories.article(by=editor, headline="Grain, and who counts it")
    at = at_desk("<p>Grain</p>")
    at.text.click()
    at.page.keyboard.press("Control+a")
    at.page.keyboard.press("Control+k")
    dialog = at.page.get_by_role("dialog", name="Link")
    dialog.get_by_role("combobox").fill("who counts")
    dialog.get_by_role("option", name="Grain, and who counts it").click()
    at.expect_text(f'<p><a href="/articles/{other.pk}/">Grain</a></p>')


def test_a_link_to_an_article_of_ours_is_made_by_keyboard_in_its_words(at_desk, editor):
    factories.article(by=editor, headline="Grain: a first look")
    other = factories.article(by=editor, headline="Grain, and who counts it")
    at = at_desk("")
    at.text.click()
    at.page.keyboard.press("Control+k")
    dialog = at.page.get_by_role("dialog", name="Link")
    at.page.keyboard.type("grain")
    dialog.get_by_role("option").first.wait_for()
    at.page.keyboard.press("Enter")  # none of them is meant yet
    dialog.get_by_text("This is no address.").wait_for()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "Enter"):
        at.page.keyboard.press(key)
    dialog.wait_for(state="detached")
    at.expect_text(
        f'<p><a href="/articles/{other.pk}/">Grain, and who counts it</a></p>'
    )


TOPS = "buttons => buttons.map((button) => button.offsetTop)"
ADDRESSES = {
    "https://a.example/x?y=1": "https://a.example/x?y=1",
    "www.a.example/x": "https://www.a.example/x",
    "münchen.example:8080": "https://münchen.example:8080",
    "a@b.example": "mailto:a@b.example",
    "/about/": "/about/",
}
NO_ADDRESSES = ("", "river", "River with", "https://", "https:///x", "javascript:x()")
NO_ADDRESSES += ("https://a b.example", "//a.example", "mailto:", "data:text/html,x")


def test_a_link_is_made_of_an_address_alone(at_desk):
    at = at_desk("<p>a</p>")
    at.text.click()
    at.page.keyboard.press("Control+a")
    dialog = at.page.get_by_role("dialog", name="Link")
    for typed, href in ADDRESSES.items():
        at.page.keyboard.press("Control+k")
        field = dialog.get_by_role("combobox")
        for wrong in NO_ADDRESSES:
            field.fill(wrong)
            at.page.keyboard.press("Enter")
            expect(field).to_have_attribute("aria-invalid", "true")
            expect(dialog.get_by_role("alert")).to_be_visible()
        field.fill(typed)
        at.page.keyboard.press("Enter")
        dialog.wait_for(state="detached")
        at.expect_text(f'<p><a href="{href}">a</a></p>')


def test_the_keyboard_leads_out_of_a_table_and_adds_no_row(at_desk):
    table = "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
    at = at_desk(table)
    at.text.locator("td").first.click()
    at.page.keyboard.press("Tab")
    at.page.keyboard.press("Tab")
    at.page.keyboard.type("After.")
    at.expect_text(f"{table}<p>After.</p>")
    at = at_desk(table)
    at.text.locator("td").first.click()
    at.page.keyboard.press("Control+End")
    at.expect_text(table)
    at.page.keyboard.type("After.")
    at.expect_text(f"{table}<p>After.</p>")


def test_escape_leads_from_the_toolbar_back_to_the_text(at_desk):
    at = at_desk("<p>a</p>")
    go_to_the_end(at)
    for key in ("Alt+F10", "ArrowRight", "Escape", "b"):
        at.page.keyboard.press(key)
    at.expect_text("<p>ab</p>")


def test_the_toolbar_is_one_line_and_a_wide_table_scrolls(at_desk):
    words = "".join(f"<td>Uferschutzverordnung{place}</td>" for place in range(4))
    at = at_desk(f"<table><tbody><tr>{words}</tr></tbody></table>")
    bar = at.page.locator(".surface[data-kind=body] > .toolbar")
    at.page.set_viewport_size({"width": 1440, "height": 900})
    assert len(set(bar.locator("> button").evaluate_all(TOPS))) == 1
    at.page.set_viewport_size({"width": 390, "height": 844})
    frame = at.text.locator(".table-frame")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    cell = at.text.locator("td").first
    assert cell.evaluate("cell => cell.clientHeight < 60"), "a word is broken"
    assert fits(at.page)


def test_a_footnote_is_changed_by_keyboard(at_desk):
    at = at_desk('<p>a<span data-footnote="">Old.</span></p>')
    go_to_the_end(at)
    at.page.keyboard.press("ArrowLeft")
    at.page.keyboard.press("Enter")
    note = at.page.get_by_role("textbox", name="Words of the footnote")
    note.wait_for()
    at.page.keyboard.press("Control+a")
    at.page.keyboard.type("New.")
    at.page.get_by_role("button", name="Keep").click()
    at.expect_text('<p>a<span data-footnote="">New.</span></p>')


def test_a_dialog_is_left_by_escape_and_changes_nothing(at_desk):
    at = at_desk("<p>a</p>")
    at.text.click()
    for keys in ("Control+k", "Control+Alt+f"):
        at.page.keyboard.press(keys)
        at.page.get_by_role("dialog").wait_for()
        at.page.keyboard.type("words")
        at.page.keyboard.press("Escape")
        at.page.get_by_role("dialog").wait_for(state="detached")
    at.expect_text("<p>a</p>")


def test_words_are_marked_as_another_language(at_desk):
    at = at_desk("<p>mot</p>")
    at.text.click()
    at.page.keyboard.press("Control+a")
    at.page.get_by_role("button", name="Language of words or paragraph").click()
    at.page.get_by_label("Language", exact=True).last.select_option("Français")
    at.page.get_by_role("button", name="Apply").click()
    at.expect_cleaned('<p><span lang="fr" dir="ltr">mot</span></p>')
