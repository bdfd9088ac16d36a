"""Words as a search compares them: case, accents and typography folded away."""

import re
import unicodedata

# Marks over and under Latin, Greek and Cyrillic letters; Hebrew points; Arabic vowel
# signs and the stretching tatweel. The vowel signs of Indian scripts are letters.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)
# Letters that Unicode does not take apart, and the two apostrophes.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "’": "'"})
_NOTHING_READ = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff]"
)


def folded(text: str) -> str:
    """Return the text as searches compare it, its white space single spaces.

    Both sides use it: what is written to Edition.search_text and what a reader asks.
    """
    text = unicodedata.normalize("NFKD", text).casefold()
    text = unicodedata.normalize("NFKD", text)  # ß and İ unfold only now
    text = _NOTHING_READ.sub("", _MARKS.sub("", text)).translate(_LETTERS)
    return " ".join(unicodedata.normalize("NFC", text).split())
