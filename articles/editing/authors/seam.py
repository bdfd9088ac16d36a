"""One author turns out to be another."""

from articles.editing.things.versions import require_seen


def merge(author, into, *, by, seen):
    """Let a number and an address of an author lead to another one."""
    require_seen(author, seen)
    author.merged_into = into
    author.save(update_fields=["merged_into"])
