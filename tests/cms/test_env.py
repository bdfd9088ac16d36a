"""The environment: typed, safe by default, one clear line for nonsense."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.env import Environment, kept_secret, read_dotenv

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def dotenv(tmp_path):
    def write(text):
        path = tmp_path / ".env"
        path.write_text(text, encoding="utf-8")
        return path

    return write


class TestDotenv:
    def test_a_missing_file_is_empty(self, tmp_path):
        assert read_dotenv(tmp_path / ".env") == {}

    @pytest.mark.parametrize(
        ("line", "value"),
        [
            ("NAME=value", "value"),
            ("export NAME=value", "value"),
            ("NAME = spaced out ", "spaced out"),
            ("NAME='single # quoted'", "single # quoted"),
            ('NAME="double"', "double"),
            ("NAME=value # why", "value"),
            ("NAME=postgres://u:p#1@host/name?a=b", "postgres://u:p#1@host/name?a=b"),
            ("NAME=", ""),
        ],
    )
    def test_understands(self, dotenv, line, value):
        assert read_dotenv(dotenv(f"# a comment\n\n{line}\n")) == {"NAME": value}

    @pytest.mark.parametrize("line", ["NAME", "=value", "MY NAME=value"])
    def test_names_the_line_it_does_not_understand(self, dotenv, line):
        with pytest.raises(ImproperlyConfigured, match=r"\.env, line 2: write NAME="):
            read_dotenv(dotenv(f"PORT=1\n{line}\n"))

    def test_gives_way_to_the_real_environment(self, dotenv, monkeypatch):
        project = dotenv("PORT=1\nDEMO=0\n").parent
        monkeypatch.setenv("PORT", "2")
        monkeypatch.delenv("DEMO")

        env = Environment.of(project)

        assert (env.text("PORT"), env.text("DEMO")) == ("2", "0")


class TestReaders:
    @pytest.mark.parametrize(("value", "is_on"), [("1", True), ("0", False)])
    def test_a_flag_is_1_or_0(self, value, is_on):
        assert Environment({"DEBUG": value}).flag("DEBUG") is is_on

    def test_an_empty_variable_is_unset(self):
        assert Environment({"DEBUG": " "}).flag("DEBUG") is False

    @pytest.mark.parametrize(
        ("text", "words"), [("", ["x"]), ("a,b c", ["a", "b", "c"])]
    )
    def test_words_stand_between_commas_or_spaces(self, text, words):
        assert Environment({"HOSTS": text}).words("HOSTS", ["x"]) == words

    def test_an_origin_loses_its_slash(self):
        env = Environment({"SITE_URL": "https://news.example/"})
        assert env.origin("SITE_URL", "") == "https://news.example"

    def test_an_address_is_whole_or_nothing(self):
        hub = "https://hub.example/path"
        assert Environment({"WEBSUB_HUB": hub}).address("WEBSUB_HUB") == hub
        assert Environment({}).address("WEBSUB_HUB") == ""

    def test_a_password_of_a_database_is_not_shown(self):
        env = Environment({"DATABASE_URL": "postgres://me:hush@host:none/name"})
        with pytest.raises(ImproperlyConfigured) as refusal:
            env.database("DATABASE_URL", Path("db.sqlite3"))
        assert "hush" not in str(refusal.value)


class TestSecret:
    def test_is_kept_and_readable_for_its_owner_only(self, tmp_path):
        path = tmp_path / "secret_key"
        secret = kept_secret(path)
        assert len(secret) >= 50
        assert kept_secret(path) == secret
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_is_the_same_for_all_who_start_at_once(self, tmp_path):
        script = (
            "import pathlib, sys; from cms.env import kept_secret;"
            "print(kept_secret(pathlib.Path(sys.argv[1])))"
        )
        command = [sys.executable, "-c", script, str(tmp_path / "secret_key")]

        def start(_):
            return subprocess.run(
                command, cwd=PROJECT, capture_output=True, text=True, check=True
            ).stdout

        with ThreadPoolExecutor(4) as starters:
            assert len(set(starters.map(start, range(4)))) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


class TestStartUp:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("DEBUG", "True"),
            ("DEMO", "no"),
            ("PORT", "http"),
            ("PORT", "70000"),
            ("PROXIES", "-1"),
            ("SITE_URL", "www.example.org"),
            ("SITE_URL", "https://www.example.org/news"),
            ("SITE_URL", "http://[::1"),
            ("DATABASE_URL", "oracle-of-delphi://host"),
            ("WEBSUB_HUB", "hub.example.org"),
            ("WEBSUB_HUB", "http://[::1"),
            ("EMAIL_URL", "mail.example.org"),
            ("SECRET_KEY", "secret"),
            ("VAR_DIR", "/proc/nowhere"),
        ],
    )
    def test_a_wrong_value_stops_with_one_line_that_names_it(
        self, name, value, monkeypatch
    ):
        monkeypatch.setenv(name, value)
        run = subprocess.run(
            [sys.executable, "manage.py", "check"],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 1
        assert run.stderr.startswith(f"Cannot start: {name} ")
        assert "write" in run.stderr
        assert run.stderr.count("\n") == 1
