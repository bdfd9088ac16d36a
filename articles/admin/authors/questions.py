"""What a byline asks about authors who are not ours, or not yet, and the answers."""

from dataclasses import dataclass, field

from django import forms

from articles.admin.fields import is_web_address
from articles.editing.authors.bylines import Accepted, Declined, Known
from articles.editing.authors.duplicates import likely_matches
from articles.editing.authors.proposing import Newcomer, said_of
from articles.models import Author
from articles.models.actions import (
    Action,
    may,
    may_decide_about_proposed,
    may_reword,
)

NAME_LENGTH, BIO_LENGTH, LINK_LENGTH = 120, 400, 500
NEW, ACCEPT, DECLINE = "new", "accept", "decline"
_LONGEST_ID = 17  # digits: fewer than would not fit into the database


@dataclass(frozen=True)
class Question:
    """Asks who is meant by a name; `matches` are authors of ours who may be.

    `prefix` begins the names of the fields of the answer, `said` is what stands in
    them. `author` is the proposed one, where there is one already. Who `decides` is
    asked whether it is one of ours; who only `rewords` may say it better. Who may write
    the article `takes_out` the name.
    """

    prefix: str
    name: str
    said: Newcomer
    answer: str = ""
    why: str = ""
    author: Author | None = None
    matches: list = field(default_factory=list)
    decides: bool = False
    rewords: bool = False
    takes_out: bool = False
    may_wait: bool = True
    errors: list = field(default_factory=list)


def asked_about(name, prefix, user, said=None, **typed):
    """Return the question about a name that is nobody's."""
    links = [said.link] if said and said.link else []
    return Question(
        prefix,
        name,
        said or Newcomer(name),
        matches=_like(name, links=links),
        decides=may_decide_about_proposed(user),
        **typed,
    )


def asked_about_proposed(author, prefix, user, said=None, **typed):
    """Return the question about a proposed author, as far as the user may answer it."""
    decides = may_decide_about_proposed(user)
    known = {"links": author.link_list, "but": [author.pk]}
    return Question(
        prefix,
        author.name,
        said or said_of(author),
        author=author,
        matches=_like(author.name, **known) if decides else [],
        decides=decides,
        rewords=may_reword(user, author),
        takes_out=may(user, Action.EDIT),
        **typed,
    )


def _like(name, **known):
    return [match.author for match in likely_matches([name], **known)]


class QuestionForm(forms.Form):
    """The answer to a Question. None of it is required: nobody must decide now."""

    answer = forms.CharField(max_length=20, required=False, empty_value="")
    name = forms.CharField(max_length=NAME_LENGTH, required=False)
    bio = forms.CharField(max_length=BIO_LENGTH, required=False)
    link = forms.CharField(max_length=LINK_LENGTH, required=False)
    why = forms.CharField(max_length=300, required=False)
    version = forms.IntegerField(required=False)

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not is_web_address(link):
            raise forms.ValidationError(
                f"“{link[:80]}” is no address. Write one such as "
                "https://www.example.org"
            )
        return link

    def said(self, name=""):
        """Return what was said of somebody, as far as it is valid."""
        said = (self.cleaned_data.get(key, "") for key in ("name", "bio", "link"))
        given, bio, link = said
        return Newcomer(given or name, bio, link)

    @property
    def chosen(self):
        """The id of the author who was said to be meant, or None."""
        return id_in(self.cleaned_data.get("answer", ""))

    def decision(self, author):
        """Return what was decided about a proposed author, or None."""
        seen = self.cleaned_data.get("version") or 0
        match self.cleaned_data.get("answer"):
            case "accept":
                return Accepted(author.pk, seen, self.said(author.name))
            case "decline":
                return Declined(author.pk, self.cleaned_data.get("why", ""))
            case _ if self.chosen:
                return Known(author.pk, seen, self.chosen)
        return None

    def as_typed(self):
        """Return what stands in the fields, valid or not, for them to show again."""
        name, bio, link = (self[key].value() or "" for key in ("name", "bio", "link"))
        return Newcomer(name, bio, link)

    def mistakes(self):
        """Return what is wrong in the fields of the answer."""
        names = ("answer", "name", "bio", "link", "why")
        return [words for name in names for words in self.errors.get(name, ())]


def id_in(answer):
    is_id = answer.isascii() and answer.isdigit() and len(answer) <= _LONGEST_ID
    return int(answer) if is_id else None


def any_of(said):
    """Return what of it was said at all, the name left out."""
    return [words for words in (said.bio, said.link) if words]
