"""The database folds case and accents as models.folding does."""

from django.db.models import Func, TextField

from articles.models.folding import folded

_NAME = "newsroom_folded"
# The same marks, letters and invisible characters as in models.folding.
_DROPPED = (
    "[\u0001-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u0300-\u036f\u0591-\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u2060\ufeff]"
)
_LETTERS = ("ıłøđð’ς", "ilodd'σ")


class Folded(Func):
    """A text as folded() would return it, but for its white space."""

    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        # Asked of each connection, and the same each time: once more costs nothing.
        connection.ensure_connection()
        connection.connection.create_function(
            _NAME, 1, _folded_or_none, deterministic=True
        )
        return self.as_sql(compiler, connection, function=_NAME, **context)

    def as_postgresql(self, compiler, connection, **context):
        inner, params = compiler.compile(self.source_expressions[0])
        # By ICU: the database's own locale may know no letters but those of ASCII.
        lowered = f'lower(normalize(({inner})::text, NFKD) COLLATE "und-x-icu")'
        kept = f"regexp_replace(replace({lowered}, 'ß', 'ss'), %s, '', 'g')"
        sql = f"normalize(translate({kept}, %s, %s), NFC)"
        return sql, [*params, _DROPPED, *_LETTERS]


def _folded_or_none(text):
    if text is None:
        return None
    # Most of what there is: the way round costs five times as much.
    return text.lower() if text.isascii() and text.isprintable() else folded(text)
