"""Words as a search compares them."""

import pytest

from articles.models.folding import folded


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("  Two\n words ", "two words"),
        ("Café", "cafe"),
        ("STRASSE Straße", "strasse strasse"),
        ("Łódź, Århus, Đà Nẵng", "lodz, arhus, da nang"),
        ("İstanbul ISPARTA ısı", "istanbul isparta isi"),
        ("مَدْرَسَة أحمد كتـاب", "مدرسة احمد كتاب"),
        ("Ёлка", "елка"),
        ("हिन्दी", "हिन्दी"),
        ("한국어", "한국어"),
        ("it’s", "it's"),
        ("soft\u00adhyphen zero\u200bwidth nul\x00", "softhyphen zerowidth nul"),
        ("ﬁn ２０", "fin 20"),
    ],
)
def test_folds_what_a_reader_would_not_type(written, compared):
    assert folded(written) == compared
    assert folded(compared) == compared
