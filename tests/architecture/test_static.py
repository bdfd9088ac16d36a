"""Scripts and styles survive hashing: every import leads to a hashed name."""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command

from cms.staticfiles import HashedStaticFilesStorage

PROJECT = Path(__file__).parents[2]
STATIC = PROJECT / "static"
SCRIPTS = sorted(STATIC.glob("js/**/*.js"))
IMPORT = re.compile(
    r"^\s*(?:import|export)\b[^;'\"]*?[\"'](\.{1,2}/[^\"']+)[\"'](;?)", re.MULTILINE
)
STATIC_TAG = re.compile(r"{% static [\"']([^\"']+)[\"'] %}")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_an_import_ends_with_a_semicolon(script):
    """Without it Django leaves the import as it is, and says nothing."""
    for module, semicolon in IMPORT.findall(script.read_text()):
        assert semicolon, f"{script.name} imports {module} without a semicolon"


def test_modules_do_not_import_one_another_in_a_circle():
    """Each name depends on what is imported, so a circle has no names."""
    imports = {
        script: {
            (script.parent / module).resolve()
            for module, _ in IMPORT.findall(script.read_text())
        }
        for script in SCRIPTS
    }
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(path.name for path in circle.args[1]))


def test_templates_name_files_that_are_there():
    """In production a missing one fails the whole page."""
    named = {
        name
        for template in PROJECT.glob("templates/**/*.html")
        for name in STATIC_TAG.findall(template.read_text())
    }
    assert sorted(name for name in named if not finders.find(name)) == []


@pytest.fixture
def collected(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": f"{__name__}.HashedOnly"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_collected_modules_import_hashed_names_only(collected):
    for name in HashedOnly().hashed_files.values():
        if name.endswith(".js") and name.startswith("js/"):
            for module, _ in IMPORT.findall((collected / name).read_text()):
                assert re.search(r"\.[0-9a-f]{12}\.js$", module), (name, module)


class HashedOnly(ManifestStaticFilesStorage):
    """As in production, without the time it takes to compress."""

    support_js_module_import_aggregation = (
        HashedStaticFilesStorage.support_js_module_import_aggregation
    )
    max_post_process_passes = HashedStaticFilesStorage.max_post_process_passes
