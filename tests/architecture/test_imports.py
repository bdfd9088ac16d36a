"""The layers of the newsroom are enforced, and the enforcement bites."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def copy_of_the_tree(tmp_path):
    for name in ("articles", "cms"):
        shutil.copytree(
            PROJECT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def lint_imports(folder):
    lint = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [lint, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_hold(copy_of_the_tree):
    result = lint_imports(copy_of_the_tree)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "violation"),
    [
        ("articles/models/planted.py", "import articles.publishing"),
        ("articles/reading/planted.py", "from articles import editing"),
        ("articles/publishing/planted.py", "import articles.admin"),
        ("articles/editing/planted.py", "from cms import settings"),
        ("articles/drawer.py", ""),
    ],
)
def test_notice_a_planted_violation(copy_of_the_tree, module, violation):
    (copy_of_the_tree / module).write_text(violation)
    result = lint_imports(copy_of_the_tree)
    assert result.returncode == 1
    assert "BROKEN" in result.stdout or "drawer" in result.stdout + result.stderr
