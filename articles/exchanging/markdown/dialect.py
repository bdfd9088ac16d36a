"""The Markdown that we read: CommonMark, tables, struck text, footnotes, our HTML."""

import re

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from articles.models.body import BLOCKS

DEEPEST = 60
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})(?=[\s/>])", re.IGNORECASE)


def _our_html_block(block):
    """Wrap markdown-it's rule: only tags of the vocabulary begin a block of HTML."""

    def rule(state, start, end, silent):
        begins = state.bMarks[start] + state.tShift[start]
        if not _BLOCK_TAG.match(state.src, begins, state.eMarks[start]):
            return False
        return block(state, start, end, silent)

    return rule


def _parser():
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.disable("code")  # an indented line is an indented line
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    rules = parser.block.ruler
    html_block = next(rule for rule in rules.__rules__ if rule.name == "html_block")
    alternatives = ["paragraph", "reference", "blockquote"]
    rules.at("html_block", _our_html_block(html_block.fn), {"alt": alternatives})
    # Addresses stay as written: clean_body and the hooks judge them.
    parser.normalizeLink = str
    parser.validateLink = lambda address: True
    return parser


PARSER = _parser()
