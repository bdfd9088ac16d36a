"""Takes the text out of a file that somebody hands in, whatever the file is."""

LARGEST = 5 * 1024 * 1024  # bytes


class NotText(ValueError):
    """The file holds no text that could be read; the message says why."""


def text_of(path):
    """Return a file's text. A file that is too large is never opened.

    Raises NotText, and OSError where the file is not there or not ours to read.
    """
    if not path.is_file():
        raise NotText("not a file." if path.exists() else "there is no such file.")
    size = path.stat().st_size
    if size > LARGEST:
        raise NotText(
            f"{size / 1024 / 1024:.0f} MB; an article has {LARGEST // 1024 // 1024} MB "
            "at most. Nothing of it was read."
        )
    data = path.read_bytes()
    if not data.strip():
        raise NotText("line 1: the file is empty.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotText(
            f"line {line}: not text in UTF-8 (byte {data[error.start]:#04x}). "
            "Save the file as UTF-8 and try again."
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise NotText(f"line {line}: not text; the file holds a zero byte.")
    return text
