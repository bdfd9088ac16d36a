"""Words and addresses written so that a Markdown reader takes them for nothing else."""

import re
from html import escape

_EVERYWHERE = re.compile(r"[\\`*\[\]~]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_TAG_OPENS = re.compile(r"<(?=[A-Za-z/!?]|$)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_OPENS = re.compile(r"[#>+\-=:|]")
_NUMBERED = re.compile(r"(\d{1,9})([.)])")
_NEEDS_ANGLES = re.compile(r"[\s<>]|^$")


def escaped(words, *, is_last=True):
    """Escape what would mean something to a Markdown reader anywhere in a line."""
    words = _EVERYWHERE.sub(r"\\\g<0>", words)
    words = _UNDERSCORE.sub(r"\\_", words)
    words = _TAG_OPENS.sub(r"\\<", words)
    words = _ENTITY.sub(r"\\&", words)
    if words.endswith("!") and not is_last:
        words = words[:-1] + "\\!"
    return words


def line_start(words):
    """Escape what would mean something at the beginning of a line."""
    if _BLOCK_OPENS.match(words):
        return f"\\{words}"
    return _NUMBERED.sub(r"\1\\\2", words, count=1) if _NUMBERED.match(words) else words


def target(address, title=None):
    """Return what stands in the parentheses of a link."""
    address = " ".join(address.split())
    if _NEEDS_ANGLES.search(address):
        address = f"<{re.sub(r'[<>]', _backslashed, _quoted(address))}>"
    else:
        address = re.sub(r"[()]", _backslashed, _quoted(address))
    if not title:
        return address
    title = _quoted(" ".join(title.split(" "))).replace('"', '\\"')
    return f'{address} "{title}"'


def _quoted(words):
    return _ENTITY.sub(r"\\&", words.replace("\\", "\\\\"))


def _backslashed(found):
    return f"\\{found[0]}"


def start_tag(tag, attributes):
    said = "".join(
        f' {name}="{escape(value)}"' for name, value in attributes.items() if value
    )
    return f"<{tag}{said}>"
