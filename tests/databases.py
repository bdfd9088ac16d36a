"""Where one database is asked more often than the other."""

from django.db import connection

# PostgreSQL lets nobody move a region while an article is put into its lists.
TREE_LOCK = int(connection.vendor == "postgresql")
