"""Reads the environment: typed, safe by default, one clear line for nonsense."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}


def read_dotenv(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a .env file; a missing file is empty.

    Blank lines, comments, a leading "export" and quotes around a value are
    understood; nothing is substituted inside values.
    """
    if not path.is_file():
        return {}
    values = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{path.name} is not UTF-8: save it so.") from error
    for number, raw_line in enumerate(lines, 1):
        line = raw_line.strip().removeprefix("export ")
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().isidentifier():
            raise ImproperlyConfigured(
                f"{path.name}, line {number}: write NAME=value, or # before a comment."
            )
        values[name.strip()] = unquoted(value.strip())
    return values


def unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.partition(" #")[0].rstrip()


class Environment:
    """The variables of the process, over those of `.env`. Empty means unset."""

    def __init__(self, values: Mapping[str, str]):
        self.values = values

    @classmethod
    def of(cls, project: Path) -> "Environment":
        return cls({**read_dotenv(project / ".env"), **os.environ})

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def flag(self, name: str, default: str = "0") -> bool:
        """Return the variable as a bool; only "1" is on and only "0" is off."""
        value = self.text(name, default)
        if value not in {"0", "1"}:
            raise ImproperlyConfigured(f"{name} is {value!r}: write 1 or 0.")
        return value == "1"

    def number(self, name: str, default: int, *, lowest: int, highest: int) -> int:
        value = self.text(name, str(default))
        is_number = value.isascii() and value.isdigit() and len(value) < 10
        if not is_number or not lowest <= int(value) <= highest:
            raise ImproperlyConfigured(
                f"{name} is {value!r}: write a whole number from {lowest} to {highest}."
            )
        return int(value)

    def words(self, name: str, default: list[str]) -> list[str]:
        """Return a list written with commas or spaces between its words."""
        return self.text(name).replace(",", " ").split() or default

    def folder(self, name: str, default: Path) -> Path:
        """Return a folder that is there and may be written to; make it if need be."""
        path = Path(self.text(name, str(default))).expanduser().absolute()
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name} is {str(path)!r}, which cannot be made ({error.strerror}): "
                "write a folder that this user may write to."
            ) from error
        if not os.access(path, os.W_OK | os.X_OK):
            raise ImproperlyConfigured(
                f"{name} is {str(path)!r}, which this user may not write to: "
                "write another folder or change its owner."
            )
        return path

    def origin(self, name: str, default: str) -> str:
        """Return an http(s) address without path or slash at the end."""
        value = self.text(name, default).rstrip("/")
        refusal = ImproperlyConfigured(
            f"{name} is {value!r}: write scheme and host only, "
            "as in https://www.example.org"
        )
        try:
            parts = urlsplit(value)
            usable = parts.scheme in {"http", "https"} and parts.hostname
            rebuilt = f"{parts.scheme}://{parts.netloc}"
            _ = parts.port  # raises on nonsense
        except ValueError as error:
            raise refusal from error
        if not usable or rebuilt != value or "@" in parts.netloc:
            raise refusal
        return value

    def address(self, name: str) -> str:
        """Return an http(s) address, or nothing where none is set."""
        value = self.text(name)
        try:
            parts = urlsplit(value)
            usable = parts.scheme in {"http", "https"} and parts.hostname
        except ValueError:
            usable = False
        if value and not usable:
            raise ImproperlyConfigured(
                f"{name} is {value!r}: write a whole address, "
                "as in https://hub.example.org/"
            )
        return value

    def database(self, name: str, default: Path) -> dict[str, Any]:
        """Return the DATABASES entry for an address such as postgres://…"""
        address = self.text(name, f"sqlite:///{quote(str(default))}")
        scheme = address.partition(":")[0]
        # The address may hold a password: name the scheme, never the whole.
        refusal = ImproperlyConfigured(
            f"{name} (it begins with {scheme!r}) is no address of a database: "
            "write postgres://user:password@host:5432/name or "
            "sqlite:////full/path/db.sqlite3"
        )
        if scheme not in DATABASE_SCHEMES:
            raise refusal
        try:
            return dict(dj_database_url.parse(address, conn_max_age=600))
        except (ValueError, KeyError) as error:
            raise refusal from error

    def secret(self, name: str, kept_in: Path) -> str:
        """Return the variable, or the secret in the file, made on first use."""
        value = self.text(name)
        if not value:
            return kept_secret(kept_in)
        if len(value) < 50:
            raise ImproperlyConfigured(
                f"{name} has {len(value)} characters: write at least 50 random ones, "
                f"or leave it out and one is made and kept in {kept_in}."
            )
        return value


def kept_secret(path: Path) -> str:
    """Return the file's secret. Of several processes that find none, one makes it."""
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # unlike a rename, never replaces another's secret
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    secret = path.read_text().strip()
    if not secret:
        raise ImproperlyConfigured(f"{path} is empty: delete it and start again.")
    return secret
