"""Puts a backup back: verified first, and over nothing that it was not told to."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from cms.backups import places
from cms.backups.manifest import Manifest, Unusable, copied, read, verify


def put_back(folder: Path, tell=lambda words: None) -> Manifest:
    """Restore into a newsroom that nobody has used yet; return the manifest.

    Raises Unusable, with everything as it was, where the backup is not whole, was made
    by a newer program or another kind of database, or where something is here already.
    """
    if places.is_used() or any(map(_is_filled, places.media().values())):
        raise Unusable(
            "This newsroom is not empty. To put the backup in its place, add "
            "--replace: what is here now is kept in a folder of its own."
        )
    return _restored(folder, tell)


def put_in_place(folder: Path, tell=lambda words: None) -> tuple[Manifest, Path]:
    """Restore over what is here; return the manifest, and where that is kept now."""
    kept = settings.VAR_DIR / f"replaced-{timezone.now():%Y%m%dT%H%M%SZ}"
    manifest = _restored(folder, tell, kept)
    return manifest, kept


def _restored(folder, tell, kept=None):
    manifest, engine = read(folder), places.engine()
    _require_fitting(manifest, engine)
    verify(manifest, folder, tell)
    new = _copied_beside(manifest, folder, tell)
    try:
        if kept:
            tell("Keeping what is here")
            kept.mkdir(mode=0o700)
            engine.dump(kept / engine.FILE)
        tell("Restoring the database")
        engine.restore(folder / engine.FILE)
    except BaseException:
        for place in new.values():
            shutil.rmtree(place, ignore_errors=True)
        raise
    for name, place in places.media().items():
        _swap(new[name], place, kept and kept / "media" / name)
    return manifest


def _require_fitting(manifest, engine):
    if places.ENGINES.get(manifest.engine) is not engine:
        raise Unusable(
            f"The backup is of {manifest.engine}, and this newsroom is on "
            f"{connection.vendor}: DATABASE_URL has to lead to the same kind."
        )
    known = MigrationLoader(None).disk_migrations
    for app, name in manifest.migrations.items():
        if (app, name) not in known:
            raise Unusable(
                f"The backup is newer than this program, which does not know {app}’s "
                f"{name}. Update the program first."
            )


def _copied_beside(manifest, folder, tell):
    """Copy the pictures beside their places: what is slow comes before any change."""
    new = {
        name: place.with_name(f"{place.name}.restoring")
        for name, place in places.media().items()
    }
    for place in new.values():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o750, parents=True)
    pictures = [Path(name) for name in manifest.files if name.startswith("media/")]
    for number, path in enumerate(pictures, 1):
        tell(f"Restoring pictures: {number} of {len(pictures)}")
        _, name, *rest = path.parts
        copied(folder / path, new[name].joinpath(*rest))
    return new


def _swap(new, place, kept):
    if kept and place.exists():
        kept.parent.mkdir(exist_ok=True)
        shutil.move(place, kept)
    elif place.exists():
        shutil.rmtree(place)  # empty, as put_back() has seen
    new.rename(place)


def _is_filled(place):
    return any(path.is_file() for path in place.rglob("*"))
