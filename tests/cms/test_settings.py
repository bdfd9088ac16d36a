"""Settings: documented, and safe in production."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
READ = re.compile(
    r'env\.(?:text|flag|number|words|folder|origin|address|database|secret)\(\s*"(\w+)"'
)


def variables():
    return sorted(
        name
        for module in PROJECT.glob("cms/**/*.py")
        for name in READ.findall(module.read_text())
    )


@pytest.mark.parametrize("name", variables())
def test_a_variable_is_documented(name):
    assert f"| `{name}` |" in (PROJECT / "docs" / "settings.md").read_text()


def test_every_documented_variable_is_read():
    documented = re.findall(
        r"^\| `(\w+)` \|", (PROJECT / "docs" / "settings.md").read_text(), re.MULTILINE
    )
    assert sorted(documented) == variables()


def test_only_settings_read_the_environment():
    readers = {
        path.relative_to(PROJECT).as_posix()
        for folder in ("cms", "articles")
        for path in (PROJECT / folder).rglob("*.py")
        if re.search(r"os\.(environ|getenv)\b", path.read_text())
    }
    assert readers == {
        "cms/env.py",
        "cms/wsgi.py",  # says which settings
        "articles/editing/images/developing.py",  # hands PATH on to its process
        "cms/backups/postgres.py",  # hands it on to PostgreSQL's programs
    }


def run_with(tmp_path, code, **variables):
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env={"PATH": "", "VAR_DIR": str(tmp_path), **variables},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_without_any_variable_debug_is_off(tmp_path):
    code = "from cms import settings; print(settings.DEBUG, settings.SITE_URL)"
    assert run_with(tmp_path, code, DEBUG="", SITE_URL="", PORT="8123") == (
        "False http://127.0.0.1:8123"
    )


def test_https_makes_cookies_secure_and_bound_to_the_host(tmp_path):
    code = (
        "from cms import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        "s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS)"
    )
    assert run_with(tmp_path, code, SITE_URL="https://news.example", DEBUG="") == (
        "__Host-session __Host-csrf True True True 31536000"
    )


def test_a_forwarded_protocol_is_believed_from_our_own_proxy_only(tmp_path):
    code = "from cms import settings; print(settings.SECURE_PROXY_SSL_HEADER)"
    assert run_with(tmp_path, code, PROXIES="0") == "None"
    assert "HTTP_X_FORWARDED_PROTO" in run_with(tmp_path, code, PROXIES="1")
