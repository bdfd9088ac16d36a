"""Who reads where regions lie and who moves them do not cross.

Nor who puts editions into lists, and who merges what these lists are of.

SQLite lets one transaction write at a time. PostgreSQL has locks of one's own: many may
read the tree until they commit, while nobody moves a region.
"""

from django.db import connection

_TREE = 7_301_120  # any number: nothing else locks it


def hold_still():
    """Let no region move, and nothing be merged, before this transaction ends."""
    _lock("pg_advisory_xact_lock_shared")


def hold_alone():
    """Move regions, or merge, once everybody who reads the tree is done.

    Call before all locks.
    """
    _lock("pg_advisory_xact_lock")


def _lock(function):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_TREE])
