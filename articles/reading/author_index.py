"""The A–Z of authors, on one page, or a page a letter where they are many."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404

from articles.models import Author, AuthorPlacement
from articles.reading.alphabet import Initial, by_initial
from articles.reading.author_page import credited_by_itself
from articles.reading.indexes import with_articles

ON_ONE_PAGE = 300  # authors; so many weigh about 12 kB as they are sent


@dataclass(frozen=True)
class AuthorIndex:
    """Some initials with their authors, each Credited; `letters` are all there are.

    `letter` is the one that the page is about, where each has a page of its own.
    """

    letters: list[Initial]
    shown: list[Initial]
    letter: str = ""

    @property
    def here(self):
        """The rest of the address of a letter's page; the first is the index itself."""
        if not self.letter or self.letter == self.letters[0].letter:
            return ""
        return f"?{urlencode({'letter': self.letter})}"


def author_index(publication, letter, at):
    """Return the index as it is asked for: one query.

    Raise Http404 for a letter under which there is nobody.
    """
    authors = Author.objects.with_page().defer("short_bio", "long_bio", "other_names")
    writing = with_articles(authors, AuthorPlacement, at)
    letters = by_initial(writing, lambda author: author.sorted_as)
    shown, letter = _shown(letters, letter)
    credited = [
        Initial(
            initial.letter,
            tuple(credited_by_itself(each, publication, at) for each in initial.things),
        )
        for initial in shown
    ]
    return AuthorIndex(letters, credited, letter)


def _shown(letters, letter):
    """Return the initials to print, and the letter, where it is only that one."""
    chosen = [initial for initial in letters if initial.letter == letter]
    if letter and not chosen:
        raise Http404("No author’s name begins with that.")
    if sum(len(initial.things) for initial in letters) <= ON_ONE_PAGE:
        return letters, ""
    shown = chosen or letters[:1]
    return shown, shown[0].letter
