"""Database and media in one folder, consistent while the site runs; and back again."""
