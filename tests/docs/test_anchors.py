"""What the documents lead to is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

DOCS = Path(settings.BASE_DIR, "docs")
PAGES = sorted(page.name for page in DOCS.glob("*.md"))


def read(name):
    return Path(DOCS, name).read_text(encoding="utf-8")


def anchors_in(text):
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", it).strip().lower().replace(" ", "-") for it in headings
    }


@pytest.mark.parametrize("name", PAGES)
def test_each_link_to_a_chapter_leads_to_one(name):
    for page, anchor in re.findall(r"\]\(([\w-]+\.md)?#([^)]+)\)", read(name)):
        assert anchor in anchors_in(read(page or name)), f"{page}#{anchor}"


@pytest.mark.parametrize("name", PAGES)
def test_no_chapter_has_the_name_of_another(name):
    headings = re.findall(r"^#+ (.+)$", read(name), re.MULTILINE)
    assert sorted(headings) == sorted(set(headings))
