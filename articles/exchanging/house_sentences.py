"""What a file says in the house's own name: kept where the house is still silent."""

from django.conf import settings
from django.core.exceptions import ValidationError

from articles.editing import things
from articles.editing.outcomes import Conflict
from articles.exchanging.markdown.lines import Remark
from articles.exchanging.markdown.source_text import quoted
from articles.exchanging.surroundings import filled_fair_use, said_in
from articles.models import Disclaimer, Prompt, Publication, Version
from articles.models.folding import folded
from articles.reading.wording import plain

_LABEL = "disclaimer:"


class HouseSentences:
    """Fills Publication, Disclaimer and Prompt from one file, as the user `by`.

    What they already say stays; what differs in the file is remarked on.
    """

    def __init__(self, imported, *, by, remarks):
        self.head, self.foot = imported.head, imported.foot
        self.by = by
        self.remarks = remarks
        self.publication = Publication.objects.select_related(
            "default_disclaimer"
        ).current()

    def fill(self):
        said = self.foot
        self._publication("name", self.head.publication)
        self._publication("domain", said.domain)
        self._publication("media_inquiries", said.media_inquiries)
        self._comments(said.comments)
        known = filled_fair_use(self.publication)
        self._publication("fair_use_notice", said.fair_use, known)
        self._disclaimer(said.disclaimer)
        note = said.share_note
        if note:
            words = plain(note.words)
            rich = note.words if _is_rich(note.words) else words
            self._prompt(Prompt.Slot.SHARE_NOTE, "Note to readers", note, text=rich)
        if said.membership:
            self._membership(said.membership)

    def _publication(self, name, said, known=None):
        """Fill one field of the publication; `known` is how it reads when filled in."""
        if not said or not said.words:
            return
        value = getattr(self.publication, name)
        if value:
            self._compare(said, [value, known or ""])
        elif self._may(said, "change_publication"):
            self._set(said, **{name: said.words})

    def _comments(self, said):
        if said is None:
            return
        if self.publication.comments_wording:
            self._compare(said, [self.publication.comments_wording])
        elif self._may(said, "change_publication"):
            self._set(said, comments_wording=said.words, comments_url=_ours(said))

    def _disclaimer(self, said):
        if said is None:
            return
        texts = [self._filled(known) for known in Disclaimer.objects.all()]
        if self.publication.default_disclaimer:
            self._compare(said, texts)
        elif self._may(said, "add_disclaimer") and self._may(
            said, "change_publication"
        ):
            disclaimer = Disclaimer(name=self._free_name(), text=said.words)
            if made := self._save(said, disclaimer):
                self._set(said, default_disclaimer=made)

    def _filled(self, disclaimer):
        return disclaimer.filled_in(
            **self.publication.words,
            authors=", ".join(each.words for each in self.head.credits),
            year=str(self.head.published_on.year),
        )

    def _free_name(self):
        taken = set(Disclaimer.objects.values_list("name", flat=True))
        names = ["The usual one", *(f"The usual one {n}" for n in range(2, 1000))]
        return next(name for name in names if name not in taken)

    def _membership(self, said):
        button = said.link or said.words
        text = said.words.removesuffix(button).strip()
        self._prompt(
            Prompt.Slot.MEMBERSHIP,
            "Membership",
            said,
            text=text,
            button=button,
            url=_ours(said),
        )

    def _prompt(self, slot, name, said, **fields):
        language = self.head.language or self.publication.language
        prompts = Prompt.objects.filter(slot=slot, language=language)
        if known := [said_in(prompt) for prompt in prompts]:
            self._compare(said, known)
        elif self._may(said, "add_prompt"):
            prompt = Prompt(slot=slot, name=name, language=language, **fields)
            self._save(said, prompt)

    # Writing and remarking

    def _compare(self, said, known):
        if _bare(said.words) not in map(_bare, known):
            self._left_aside(said, "ours stays")

    def _may(self, said, permission):
        if self.by.has_perm(f"articles.{permission}"):
            return True
        self._left_aside(said, f"{self.by.get_username()} may not change that")
        return False

    def _set(self, said, **fields):
        before = {name: getattr(self.publication, name) for name in fields}
        for name, value in fields.items():
            setattr(self.publication, name, value)
        if stored := self._save(said, self.publication):
            self.publication = stored
        else:
            for name, value in before.items():
                setattr(self.publication, name, value)

    def _save(self, said, row):
        """Store a row and return it; None, with a remark, where it is refused."""
        imported = {"by": self.by, "intent": Version.Intent.IMPORT}
        content = row.content()
        try:
            if row._state.adding:
                return things.create(type(row), content, **imported).thing
            saved = things.save(row, content, seen=row.version, **imported)
        except ValidationError as error:
            self._left_aside(said, " ".join(error.messages))
            return None
        if isinstance(saved, Conflict):
            self._left_aside(said, "somebody has changed the same meanwhile")
            return None
        return saved.thing

    def _left_aside(self, said, why):
        words = f"left aside: {quoted(plain(said.words))} ({why})"
        self.remarks.append(Remark(said.line, words))


def _ours(said):
    """Return where a link leads: to our own pages by their path alone."""
    own = f"{settings.SITE_URL}/"
    return (
        said.address.removeprefix(own[:-1])
        if said.address.startswith(own)
        else said.address
    )


def _bare(text):
    """Return the words that two wordings are compared by."""
    return folded(plain(text)).removeprefix(_LABEL).strip()


def _is_rich(html):
    return html.count("<") > html.count("<p>") + html.count("</p>") or (
        html.count("<p>") > 1 or "&" in html
    )
