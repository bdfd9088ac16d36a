"""Bodies of every shape the vocabulary allows, made up by Hypothesis."""

from html import escape

from hypothesis import strategies as st

AWKWARD = [
    *"*_`~#+-=|:!()[]<>&\\^'\".,;?/",
    *("a", "B", "é", "ش", "汉", "7", "1.", "12)", "\u00a0", "\u3000", "\u200b", "’"),
    *("**", "__", "![", "](", "[^1]", "[^1]:", "&amp;", "&#35;", "<b>", "</em>"),
    *("<script>", "<!--", "http://a_b*c.d", "a_b", "--", "***", "| a |", ":--"),
    *("# ", "> ", "- ", "1. ", "~~", "{{ x }}", "{% x %}", "javascript:x", "x\u202b"),
]
LANGUAGES = ["", ' lang="fr"', ' lang="x-un" dir="rtl"', ' dir="auto"']

texts = (
    st.lists(
        st.sampled_from([*AWKWARD, " ", " ", "word", "more"]), min_size=1, max_size=6
    )
    .map("".join)
    .map(lambda text: " ".join(text.split(" ")))
    .filter(lambda text: text.strip())
    .map(lambda text: escape(text, quote=False))
)
addresses = st.sampled_from(
    [
        *("https://a.example/b_c(d)*e*", "/articles/7/", "mailto:a@b.example", "#h-x"),
        *("https://a.example/?a=1&amp;copy=2&amp;lt;=3", "https://a.example/a b"),
        "/é_",
    ]
)
titles = st.sampled_from(["", ' title="A &quot;title&quot; *of* \\ &amp;amp; sorts"'])


def _around(tag, attributes=""):
    return lambda inner: f"<{tag}{attributes}>{inner}</{tag}>"


def _link(parts):
    address, title, words = parts
    return f'<a href="{address}"{title}>{words}</a>'


def _inline(inner, *, may_break=True):
    piece = st.one_of(
        inner,
        inner.map(_around("em")),
        inner.map(_around("strong")),
        inner.map(_around("s")),
        inner.map(_around("sub")),
        inner.map(_around("span", ' lang="ar"')),
        inner.map(lambda words: f" <em>{words}</em> "),
        inner.map(lambda words: f" <strong>{words}</strong>, "),
        *([inner.map(lambda words: f"{words}<br>")] if may_break else []),
    )
    return st.lists(piece, min_size=1, max_size=3).map("".join)


plain_lines = _inline(_inline(texts))
links = st.tuples(addresses, titles, _inline(texts)).map(_link)
notes = plain_lines.map(str.strip).map(_around("span", ' data-footnote=""'))
lines = _inline(st.one_of(texts, plain_lines, links, notes)).map(
    lambda line: f"{line}x" if line.endswith("<br>") else line
)
captions = _inline(st.one_of(texts, links))


@st.composite
def tables(draw):
    width = draw(st.integers(1, 3))
    row = st.lists(lines, min_size=width, max_size=width)

    def cells(tag):
        return "".join(f"<{tag}>{cell}</{tag}>" for cell in draw(row))

    body = "".join(f"<tr>{cells('td')}</tr>" for _ in range(draw(st.integers(1, 2))))
    head = f"<thead><tr>{cells('th')}</tr></thead>"
    if draw(st.booleans()):
        return f"<table>{head}<tbody>{body}</tbody></table>"
    wide = body.replace("<td>", '<td colspan="2">', 1)
    return f"<table><tbody>{wide}</tbody></table>"


paragraphs = st.tuples(st.sampled_from(LANGUAGES), lines).map(
    lambda parts: f"<p{parts[0]}>{parts[1]}</p>"
)
headings = st.tuples(st.sampled_from(["h2", "h3", "h4"]), lines).map(
    lambda parts: f"<{parts[0]}>{parts[1]}</{parts[0]}>"
)
figures = st.tuples(st.integers(1, 9), st.one_of(st.just(""), captions)).map(
    lambda parts: (
        f'<figure data-image="{parts[0]}"><figcaption>{parts[1]}</figcaption></figure>'
    )
)
leaves = st.one_of(paragraphs, paragraphs, headings, st.just("<hr>"), figures, tables())


def _lists(inner):
    items = st.lists(
        st.tuples(st.sampled_from(["", "", "", ' lang="fr"']), inner).map(
            lambda parts: f"<li{parts[0]}>{parts[1]}</li>"
        ),
        min_size=1,
        max_size=3,
    ).map("".join)
    tags = st.sampled_from(["<ul>", "<ol>", '<ol start="0">', '<ol start="19">'])
    return st.tuples(tags, items).map(
        lambda parts: f"{parts[0]}{parts[1]}</{parts[0][1:3]}>"
    )


def _nested(inner):
    several = st.lists(inner, min_size=1, max_size=3).map("".join)
    return st.one_of(
        inner,
        _lists(several),
        st.tuples(st.sampled_from(LANGUAGES), several).map(
            lambda parts: f"<blockquote{parts[0]}>{parts[1]}</blockquote>"
        ),
    )


bodies = st.lists(_nested(_nested(leaves)), min_size=1, max_size=4).map("".join)
