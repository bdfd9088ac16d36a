"""Draws what differs: every change in words, not by colour alone."""

from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from articles.models.differences import Change

register = template.Library()

_TAGS = {"strong", "em", "s", "sub", "sup"}
_CHANGES = {Change.ADDED: ("ins", "added"), Change.REMOVED: ("del", "removed")}


@register.filter
def drawn(runs):
    """Return runs of words as HTML: <ins>, <del>, and plain what is the same."""
    return format_html_join("", "{}", ((_run(run),) for run in runs))


@register.filter
def removed(words):
    return _change(Change.REMOVED, words)


@register.filter
def added(words):
    return _change(Change.ADDED, words)


@register.filter
def a_rule(part):
    """Return a part without words, a rule across the page, as HTML."""
    words = "a rule across the page"
    return _change(part.change, words) if part.change in _CHANGES else words


def _run(run):
    is_changed = run.change in _CHANGES
    pieces = groupby(run.words, lambda word: word.marks)
    words = format_html_join(
        "", "{}", ((_piece(list(found), marks, is_changed),) for marks, found in pieces)
    )
    return _change(run.change, words) if is_changed else words


def _change(change, words):
    tag, said = _CHANGES[change]
    return format_html(
        '<{0}><span class="visually-hidden">[{1}: </span>{2}'
        '<span class="visually-hidden">]</span></{0}>',
        mark_safe(tag),
        said,
        words,
    )


def _piece(words, marks, is_changed):
    html = format_html_join(
        "",
        "{}",
        ((mark_safe("<br>") if word.text == "\n" else word.text,) for word in words),
    )
    for mark in reversed(marks):
        html = _marked(html, mark, is_changed)
    return html


def _marked(html, mark, is_changed):
    if mark in _TAGS:
        return format_html("<{0}>{1}</{0}>", mark_safe(mark), html)
    if mark == "note":
        return format_html('<span class="diff-note">[note: {}]</span>', html)
    if mark.startswith("link to "):
        where = format_html(' <span class="diff-where">({})</span>', mark)
        html = format_html('<span class="diff-link">{}</span>', html)
        return html + where if is_changed else html
    return html
