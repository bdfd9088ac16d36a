"""How a byline is said in each language that articles are written in.

A table and no catalogue: a byline speaks its article's language, whatever the pages
around it are written in, and what differs is grammar more than words. Where a language
bends names after “by”, or asks whether one or several wrote, the line names the work
instead (“Text: …”).
"""

import re
from dataclasses import dataclass

from articles.models.folding import folded
from articles.reading.wording import Piece, enumerated


@dataclass(frozen=True)
class Words:
    """Lead-ins by role, each with the space that follows it; what parts the names."""

    author: str
    translator: str
    interviewer: str
    photographer: str
    editor: str
    comma: str = ", "
    last: str = " and "
    softened: tuple[str, str] | None = None

    def lead_in(self, role):
        return getattr(self, role, self.author)

    def listed(self, names: list[Piece]) -> list[Piece]:
        """Return the names with what stands between them: “A, B and C”."""
        return enumerated(names, self.comma, self._before(names[-1:]))

    def _before(self, last):
        """Return the word before the last name, as its first sound asks for it."""
        if self.softened and last:
            opening, word = self.softened
            if re.match(opening, folded(last[0].text)):
                return word
        return self.last


BY_LANGUAGE = {
    "en": Words(
        "By ", "Translated by ", "Interview by ", "Photographs by ", "Edited by "
    ),
    "fr": Words(
        *("Par ", "Traduit par ", "Propos recueillis par ", "Photos\u00a0: "),
        *("Édition\u00a0: ", ", ", " et "),
    ),
    "es": Words(
        *("Por ", "Traducción de ", "Entrevista de ", "Fotografías de "),
        *("Edición de ", ", ", " y "),
        # “e” before the sound of i, which “hielo” and “Yago” do not begin with.
        softened=(r"h?i(?![aeou])|y(?![aeiou])\w", " e "),
    ),
    "de": Words(
        *("Von ", "Übersetzt von ", "Interview: ", "Fotos: ", "Redaktion: "),
        *(", ", " und "),
    ),
    "it": Words(
        *("Di ", "Traduzione di ", "Intervista di ", "Fotografie di ", "A cura di "),
        *(", ", " e "),
        softened=("e", " ed "),
    ),
    "pt": Words(
        *("Por ", "Tradução de ", "Entrevista de ", "Fotografias de ", "Edição de "),
        *(", ", " e "),
    ),
    "nl": Words(
        *("Door ", "Vertaald door ", "Interview: ", "Foto’s: ", "Redactie: "),
        *(", ", " en "),
    ),
    "pl": Words(
        *("Tekst: ", "Przekład: ", "Rozmowa: ", "Zdjęcia: ", "Redakcja: "),
        *(", ", " i "),
    ),
    "cs": Words(
        *("Text: ", "Překlad: ", "Rozhovor: ", "Fotografie: ", "Redakce: "),
        *(", ", " a "),
    ),
    "sr": Words(
        *("Текст: ", "Превод: ", "Интервју: ", "Фотографије: ", "Редакција: "),
        *(", ", " и "),
    ),
    "el": Words(
        *("Κείμενο: ", "Μετάφραση: ", "Συνέντευξη: ", "Φωτογραφίες: "),
        *("Επιμέλεια: ", ", ", " και "),
    ),
    "tr": Words(
        *("Yazan: ", "Çeviren: ", "Söyleşi: ", "Fotoğraflar: ", "Yayıma hazırlayan: "),
        *(", ", " ve "),
    ),
    "ru": Words(
        *("Текст: ", "Перевод: ", "Интервью: ", "Фотографии: ", "Редактура: "),
        *(", ", " и "),
    ),
    "uk": Words(
        *("Текст: ", "Переклад: ", "Інтерв’ю: ", "Фотографії: ", "Редагування: "),
        *(", ", " і "),
    ),
    "ar": Words(
        *("بقلم ", "ترجمة: ", "حوار: ", "تصوير: ", "تحرير: "),
        *("، ", " و"),
    ),
    "fa": Words(
        *("نوشتهٔ ", "ترجمهٔ ", "گفت‌وگو: ", "عکس‌ها: ", "ویرایش: "),
        *("، ", " و "),
    ),
    "he": Words(
        *("מאת ", "תרגום: ", "ריאיון: ", "צילום: ", "עריכה: "),
        *(", ", " ו"),
        softened=("[^\u0590-\u05ff]", " ו־"),  # a hyphen before a foreign letter
    ),
    "ur": Words(
        *("تحریر: ", "ترجمہ: ", "انٹرویو: ", "تصاویر: ", "ادارت: "),
        *("، ", " اور "),
    ),
    "hi": Words(
        *("लेखन: ", "अनुवाद: ", "साक्षात्कार: ", "तस्वीरें: ", "संपादन: "),
        *(", ", " और "),
    ),
    "zh-hans": Words("作者：", "翻译：", "采访：", "摄影：", "编辑：", "、", "和"),
    "zh-hant": Words("作者：", "翻譯：", "採訪：", "攝影：", "編輯：", "、", "和"),
    "ja": Words("文：", "翻訳：", "聞き手：", "写真：", "編集：", "、", "、"),
    "ko": Words("글: ", "번역: ", "인터뷰: ", "사진: ", "편집: ", ", ", " 및 "),
}

_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")  # kana and Han
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def words_in(language):
    return BY_LANGUAGE.get(language, BY_LANGUAGE["en"])


def honoured(honorific, name):
    """Return a name with its honorific, which stands after it in East Asia.

    Its own script tells where: “Prof. 田中” stands as much as “田中教授”.
    """
    if _SPACELESS.match(honorific):
        return f"{name}{honorific}"
    if _HANGUL.match(honorific):
        return f"{name} {honorific}"
    return f"{honorific} {name}".strip()
