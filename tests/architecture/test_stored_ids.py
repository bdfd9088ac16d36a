"""Whoever reads a stored number of an author or a term asks what it stands for today.

What is merged keeps its number in credits, versions and editions.
"""

import re
from pathlib import Path

ARTICLES = Path(__file__).parents[2] / "articles"
STORED = re.compile(
    r"credit_lines|(?<!models)\.terms\b|\b(line|credit)\.author\b|\bwriters\((?!article|\))"
    r"|CreditLine\.from_json|\bline\[0\]|credits_said|\bfor author, role,"
    r"|content\[.credits.\]|content\.get\(.credits."
)
# Where such numbers are read, and how each place takes care of it.
PLACES = {
    "admin/credits.py": "keeps what is stored, shown under the name of today",
    "admin/in_words.py": "resolved()",
    "admin/lists.py": "stands_for()",
    "editing/dossiers/previews.py": "resolved()",
    "editing/authors/bylines.py": "who is proposed stands for nobody else yet",
    "editing/authors/crediting.py": "numbers_of(), or the numbers it is asked for",
    "editing/authors/erased_names.py": "numbers_of()",
    "editing/authors/pen_names/bylines.py": "numbers_of()",
    "editing/authors/pen_names/moving.py": "numbers_of()",
    "editing/authors/proposing.py": "who is proposed stands for nobody else yet",
    "editing/authors/undecided.py": "who is proposed stands for nobody else yet",
    "editing/merging/standing.py": "asks for the very number that was stored",
    "editing/scrutiny.py": "asks who is proposed, who stands for nobody else yet",
    "editing/rows.py": "stores what was given; what was merged is a row still",
    "exchanging/arrivals.py": "Register.as_kept()",
    "exchanging/naming.py": "pen names, which are merged into nobody",
    "exchanging/desk_copy.py": "Register.as_kept()",
    "models/edition.py": "the stored lines themselves",
    "models/snapshot.py": "the lines themselves",
    "publishing/frozen.py": "resolved(), and the disclaimer of what it went into",
    "publishing/placements.py": "todays()",
    "reading/article_page.py": "credits of today, by byline_of()",
    "reading/byline.py": "lines_of()",
    "reading/front_page.py": "resolved()",
    "reading/naming.py": "akin() and resolved()",
    "reading/neighbours.py": "today() and lines_of()",
    "reading/series.py": "today() and Names",
    "templatetags/desk.py": "stands_for()",
}


def test_stored_numbers_are_read_where_it_is_known_what_they_stand_for():
    found = {
        str(path.relative_to(ARTICLES))
        for path in ARTICLES.rglob("*.py")
        if "migrations" not in path.parts and STORED.search(path.read_text())
    }
    assert found == set(PLACES), "Resolve them (models.mergeable), then say how here."
