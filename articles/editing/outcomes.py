"""What comes of saving: never an exception, for nobody's words may be rolled back."""

from dataclasses import dataclass, field

from articles.models import Article, Revision


@dataclass(frozen=True)
class Saved:
    article: Article
    revision: Revision


@dataclass(frozen=True)
class Merged:
    """Saved together with what colleagues had changed in the fields `taken`."""

    article: Article
    revision: Revision
    taken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Conflict:
    """Not saved: `clashing` fields had been changed by somebody else since.

    `revision` holds the refused text, whole; the desk copy is as it was.
    """

    article: Article
    revision: Revision
    clashing: list[str] = field(default_factory=list)
