"""Makes a backup: all of it, or nothing under that name."""

import os
import shutil
from pathlib import Path

from django.db import connection
from django.utils import timezone

from cms.backups import places
from cms.backups.manifest import Manifest, Unusable, checksum_of, copied
from cms.backups.memory import remember


def take(folder: Path, tell=lambda words: None) -> Manifest:
    """Back up database and media into a folder that is not there yet, or empty.

    It is written under another name beside it, and renamed when it is whole. The
    database comes first: what a picture's row speaks of is stored before that row, and
    stays, so that every picture of the copy is in the backup.
    """
    _require_room(folder)
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        draft.mkdir(mode=0o700, parents=True)
        manifest = _written(draft, tell)
        draft.rename(folder)
    except Exception as error:
        shutil.rmtree(draft, ignore_errors=True)
        remember(failed_at=timezone.now().isoformat(), why=str(error))
        raise
    done = {"folder": str(folder), "bytes": manifest.size}
    remember(succeeded_at=manifest.made_at, **done)
    return manifest


def _require_room(folder):
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Unusable(f"{folder} is no folder. Name one that is not there yet.")
    if folder.is_dir() and any(folder.iterdir()):
        raise Unusable(
            f"{folder} is not empty, and a backup is never written over. Name another "
            "folder, such as one with today's date."
        )


def _written(draft, tell):
    engine, now = places.engine(), timezone.now()
    tell("Copying the database")
    database = draft / engine.FILE
    rows = engine.dump(database)
    files = {engine.FILE: [database.stat().st_size, checksum_of(database)]}
    for name, place in places.media().items():
        found = sorted(path for path in place.rglob("*") if path.is_file())
        for number, path in enumerate(found, 1):
            tell(f"Copying pictures ({name}): {number} of {len(found)}")
            kept = Path("media", name, path.relative_to(place))
            files[str(kept)] = copied(path, draft / kept)
    manifest = Manifest(
        made_at=now.isoformat(),
        engine=connection.vendor,
        migrations=places.migrations(),
        rows=rows,
        files=files,
    )
    manifest.write(draft)
    return manifest
