"""The head of a file: headline, byline, date, and what the article belongs to."""

import calendar
import re
from datetime import date

from articles.exchanging.markdown.imported import Head, Refusal, Said
from articles.exchanging.markdown.source_text import names_in, plain, quoted
from articles.models import Credit, languages
from articles.models.article import HEADLINE_LENGTH
from articles.models.folding import folded
from articles.reading.markdown.layout import ENGLISH, LANGUAGE, TERMS

_HEADLINE = re.compile(r"#(?:\s+(.*?))?(?:\s+#+)?\s*$")
_ROLES = {ENGLISH.lead_in(role).strip().casefold(): role for role in Credit.Role}
_BYLINE = re.compile(rf"({'|'.join(_ROLES)})\b:?\s*(.*)", re.IGNORECASE)
_LABELS = {label.casefold(): name for name, label in TERMS.items()}
_LABEL = re.compile(
    rf"({'|'.join([*TERMS.values(), LANGUAGE])})(?:s|\(s\))?\s*:\s*(.*)", re.IGNORECASE
)
# “Robert Roe, Jr.” is one name.
_NAMES_APART = re.compile(
    r"\s*,\s+(?:and|&)(?:\s+|$)|\s*,(?!\s*(?:[JS]r|Ph\.?D|M\.?D|I{2,3}|IV)\b)\s*"
    r"|\s+(?:and|&)(?:\s+|$)"
)
_TERMS_APART = re.compile(r"\s*,\s*")
_DATE = re.compile(
    r"(?:(?P<publication>.*\S)\s*,\s+)?(?P<date>"
    r"(?P<month>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month2>[^\W\d_]{3,12})\.?,?\s+(?P<year2>\d{4})"
    r"|(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d))\.?"
)
_MONTHS = [name.casefold() for name in calendar.month_name]
_SHORT_MONTHS = [name[:3] for name in _MONTHS]
_OLDEST, _NEWEST = 1600, 2999


def read_head(lines):
    """Return the Head and how many of the lines it takes.

    Raises Refusal where headline, byline or date is missing or not one.
    """
    reading = _Lines(lines)
    headline = _headline(reading)
    credits = _credits(reading)
    publication, published_on = _date(reading)
    labelled = _labelled(reading)
    head = Head(headline, credits, publication, published_on, **labelled)
    return head, reading.taken


class _Lines:
    """The lines that are not empty, one after the other."""

    def __init__(self, lines):
        self.lines = lines
        self.taken = 0
        self.last = lines[-1][0] if lines else 1

    def next(self):
        """Return the place, number and words of the next line that says something."""
        for at in range(self.taken, len(self.lines)):
            number, words = self.lines[at]
            if words.strip():
                return at, number, words.strip()
        return len(self.lines), self.last, ""

    def take(self, at):
        self.taken = at + 1


def _headline(reading):
    at, number, words = reading.next()
    found = _HEADLINE.match(words)
    if not found:
        raise Refusal(
            number, "an article begins with its headline, a line like “# A headline”."
        )
    headline = plain(found[1] or "")
    if not folded(headline):  # zero-width characters alone are not one
        raise Refusal(number, "the headline is empty.")
    if len(headline) > HEADLINE_LENGTH:
        raise Refusal(
            number,
            f"the headline has {len(headline):,} characters; "
            f"{HEADLINE_LENGTH} are the most.",
        )
    reading.take(at)
    return headline


def _credits(reading):
    credits = []
    at, number, words = reading.next()
    while found := _BYLINE.match(words):
        role = _ROLES[found[1].casefold()]
        names = names_in(found[2], number, _NAMES_APART, role.value)
        if not names:
            raise Refusal(number, "the byline names nobody.")
        credits += names
        reading.take(at)
        at, number, words = reading.next()
    if not credits:
        raise Refusal(
            number,
            "no byline. After the headline comes a line like “By Jane Doe”"
            + (f", not {quoted(words)}." if words else "."),
        )
    return tuple({(name.words, name.role): name for name in credits}.values())


def _date(reading):
    at, number, words = reading.next()
    found = _DATE.fullmatch(plain(words))
    if not found:
        raise Refusal(
            number,
            "no date. After the byline comes a line like "
            "“The Publication, February 26, 2020”"
            + (f", not {quoted(words)}." if words else "."),
        )
    reading.take(at)
    publication = (found["publication"] or "").strip()
    return Said(publication, number), _day(found, number)


def _day(found, number):
    given = {
        part: found[part] or found[f"{part}2"] or found[f"{part}3"]
        for part in ("year", "month", "day")
    }
    try:
        day = date(int(given["year"]), _month(given["month"]), int(given["day"]))
    except ValueError:
        day = None
    if day is None or not _OLDEST <= day.year <= _NEWEST:
        raise Refusal(
            number,
            f"“{found['date']}” is not a date. Write one like “February 26, 2020”.",
        )
    return day


def _month(words):
    if words.isdigit():
        return int(words)
    words = words.casefold()
    if words == "sept":
        words = "sep"
    months = _SHORT_MONTHS if len(words) == 3 else _MONTHS
    return months.index(words)


def _labelled(reading):
    labelled = {}
    at, number, words = reading.next()
    while found := _LABEL.match(words):
        name = _LABELS.get(found[1].casefold(), "language")
        if name in labelled:
            break
        if name == "language":
            labelled[name] = _language(found[2], number)
        else:
            labelled[name] = names_in(found[2], number, _TERMS_APART)
        reading.take(at)
        at, number, words = reading.next()
    return labelled


def _language(words, number):
    language = words.strip().casefold()
    if language not in languages.NAMES:
        raise Refusal(
            number,
            f"“{words}” is not a language we know. "
            f"Write one of {', '.join(languages.NAMES)}.",
        )
    return language
