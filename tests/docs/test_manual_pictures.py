"""The staff's manual shows the pictures that its script takes, each of them."""

import re
import runpy
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SHOWN = re.compile(r"!\[(.+)\]\(img/editors/([a-z-]+)\.png\)")


def test_every_picture_is_taken_and_shown_and_told_in_words():
    manual = (ROOT / "docs/editors.md").read_text(encoding="utf-8")
    shown = SHOWN.findall(manual)
    assert manual.count("](img/") == len(shown)
    taken = runpy.run_path(str(ROOT / "tools/manual_pictures.py"))["PICTURES"]
    assert sorted(name for _, name in shown) == sorted(each.name for each in taken)
    for alt, name in shown:
        assert len(alt) > 20
        assert (ROOT / f"docs/img/editors/{name}.png").is_file()
