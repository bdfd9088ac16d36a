"""Says on a terminal what is going on, on one line; elsewhere it says nothing."""

import shutil

CLEAR = "\r\x1b[K"


class Progress:
    """A line that is there while the block lasts: `with Progress(self.stderr)`."""

    def __init__(self, out):
        self.out = out
        self.is_shown = out.isatty()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._put(CLEAR)

    def say(self, words):
        width = shutil.get_terminal_size().columns - 1
        self._put(f"{CLEAR}{words[:width]}")

    def _put(self, text):
        if self.is_shown:
            self.out.write(text, style_func=str, ending="")
            self.out.flush()
