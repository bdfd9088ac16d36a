"""What lies in a backup: each file with its checksum, each table with its rows."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1
NAME = "manifest.json"
AT_ONCE = 1024 * 1024


class Unusable(Exception):
    """The backup, or the place for it, will not do; the message says why."""


@dataclass(frozen=True)
class Manifest:
    """`files` are paths within the folder with [bytes, sha256]; `rows` are counts."""

    made_at: str
    engine: str
    migrations: dict[str, str]
    rows: dict[str, int]
    files: dict[str, list[Any]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def size(self) -> int:
        return sum(size for size, _ in self.files.values())

    def write(self, folder: Path) -> None:
        words = json.dumps(asdict(self), indent=1, sort_keys=True)
        (folder / NAME).write_text(f"{words}\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Return a folder's manifest. Raises Unusable where that makes no sense."""
    path = folder / NAME
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest(**written)
    except FileNotFoundError:
        raise Unusable(
            f"{path} is not there: this folder is no backup, or one that was cut short."
        ) from None
    except (OSError, ValueError, TypeError) as error:
        raise Unusable(f"{path} cannot be read: {error}") from error
    if manifest.format != FORMAT:
        raise Unusable(
            f"{path}: the backup has format {manifest.format}, and this program reads "
            f"{FORMAT}. Use the version of the program that made it."
        )
    return manifest


def verify(manifest: Manifest, folder: Path, tell) -> None:
    """Read every file and compare it. Raises Unusable at the first that differs."""
    for number, (name, (size, checksum)) in enumerate(manifest.files.items(), 1):
        tell(f"Verifying {number} of {len(manifest.files)}: {name}")
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise Unusable(f"{name} leads out of the backup.")
        if not path.is_file():
            raise Unusable(f"{name} is missing from the backup.")
        if [path.stat().st_size, checksum_of(path)] != [size, checksum]:
            raise Unusable(f"{name} is not what was backed up: it was changed.")


def checksum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copied(source: Path, target: Path) -> list[Any]:
    """Copy a file, reading it once; return its [bytes, sha256]."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as read_from, target.open("wb") as write_to:
        while part := read_from.read(AT_ONCE):
            digest.update(part)
            size += len(part)
            write_to.write(part)
    return [size, digest.hexdigest()]
