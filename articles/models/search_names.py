"""What an author is found by: every name in any script, folded as searches are."""

from articles.models.folding import folded


def search_names(author, former=()):
    """Return the names, one a line, what they are called today first.

    After an empty line stands what one may type, but what tells nobody apart: titles,
    the short name, where somebody is or was. `former` are names that versions know.
    """
    names = [
        *(author.name, author.sort_name, *author.other_names.splitlines()),
        *(words for key, words in author.in_languages.items() if _is_name(key)),
        *former,
    ]
    others = [author.honorific, author.short_name]
    others += [held.get("affiliation", "") for held in author.positions]
    return "\n\n".join("\n".join(_folded_once(part)) for part in (names, others))


def names_in(text):
    """Return the names of what search_names() wrote."""
    return text.partition("\n\n")[0].splitlines()


def _is_name(key):
    return key.endswith(".name")


def _folded_once(lines):
    return dict.fromkeys(filter(None, map(folded, filter(None, lines))))
