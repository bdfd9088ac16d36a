"""Letters that staff send by their own mail programs."""

from urllib.parse import quote, urlencode


def mailto(subject, text):
    """Return an address that opens a mail to nobody yet, with its words in it."""
    lines = text.replace("\r\n", "\n").replace("\n", "\r\n")
    words = {"subject": subject, "body": lines}
    return f"mailto:?{urlencode(words, quote_via=quote)}"
