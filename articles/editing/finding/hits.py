"""What is found, in groups: by kind, in words, and where each leads."""

from dataclasses import dataclass, field

from articles.editing.standing import Standing


@dataclass(frozen=True)
class Hit:
    """One thing. `note` tells it from others of its name."""

    words: str
    address: str
    note: str = ""
    language: str = ""
    article: object = None
    standing: Standing | None = None


@dataclass(frozen=True)
class Group:
    """Hits of one kind; where there are more, `more` leads to all of them."""

    key: str
    name: str
    hits: list[Hit] = field(default_factory=list)
    has_more: bool = False
    more: str = ""
