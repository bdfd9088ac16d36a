"""What something is called in other languages: a section a language, on its form."""

from django import forms
from django.forms import Script
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from articles.admin.rich import inline_field
from articles.models import body
from articles.models.languages import NAMES, direction

# The section in which who has no scripts writes in a language that is not there yet.
NEW = "new"
OFFERED = [("", "Choose a language"), *NAMES.items()]


class SaidWidget(forms.Widget):
    """`value` is a table of words by language and field; empty words keep a section.

    `parts` are the form fields by name, `ours` the publication's language: what is not
    written in another, its readers get in that one.
    """

    template_name = "admin/widgets/in_languages.html"
    use_fieldset = True
    parts: dict[str, forms.Field] = {}
    ours = "en"

    @property
    def media(self):
        media = forms.Media(js=[Script("js/in-languages.js", type="module")])
        for field in self.parts.values():
            media += field.widget.media
        return forms.Media(css={"all": ["css/admin-in-languages.css"]}) + media

    def id_for_label(self, id_):
        return None  # each field has a label of its own

    def get_context(self, name, value, attrs):
        words = value or {}
        there = dict.fromkeys(key.partition(".")[0] for key in words)
        there.pop(NEW, None)
        return {
            **super().get_context(name, value, attrs),
            "sections": [self._section(name, language, words) for language in there],
            "new": self._section(name, NEW, words),
            "chosen": words.get(f"{NEW}.language", ""),
            "to_copy": self._section(name, "__language__", {}),
            "languages": [
                {"code": code, "name": called, "dir": code and direction(code)}
                for code, called in OFFERED
                if code != self.ours
            ],
            "ours": NAMES[self.ours],
        }

    def _section(self, name, language, words):
        said = {}
        if language in NAMES:
            said = {"lang": language, "dir": direction(language)}
        fields = [
            self._field(f"{name}-{language}-{part}", field, said, words, language, part)
            for part, field in self.parts.items()
        ]
        return {
            "language": language,
            "called": NAMES.get(language, "__called__"),
            "fields": fields,
            "ours": NAMES[self.ours],
            "empty": [each["label"].lower() for each in fields if not each["is_said"]],
        }

    def _field(self, name, field, said, words, language, part):
        text = words.get(f"{language}.{part}", "")
        attrs = {"id": f"id_{name}", **said}
        return {
            "id": attrs["id"],
            "label": field.label,
            "input": field.widget.render(name, text, attrs),
            "is_said": bool(text),
        }

    def value_from_datadict(self, data, files, name):
        words = {}
        for key in data:
            head, _, rest = key.partition("-")
            language, _, part = rest.rpartition("-")
            if head == name and part in self.parts and language in {*NAMES, NEW}:
                words[f"{language}.{part}"] = data[key].replace("\r\n", "\n")
        return _with_new(words, data.get(f"{name}-{NEW}-language", ""), self.parts)

    def value_omitted_from_data(self, data, files, name):
        return name not in data  # which stands for all: there may be no section left

    def _render(self, template_name, context, renderer=None):
        # Django's renderer of forms does not look into the project's own templates.
        return mark_safe(render_to_string(template_name, context))


def _with_new(words, language, parts):
    """Put what was written in a new language among the others, where it fits."""
    new = {part: words.pop(f"{NEW}.{part}", "") for part in parts}
    if not any(map(body.clean_paragraphs, new.values())):
        new = {}
    is_free = not any(words.get(f"{language}.{part}") for part in parts)
    if language in NAMES and is_free:
        if new:
            words |= {f"{language}.{part}": text for part, text in new.items()}
    elif new:
        words |= {f"{NEW}.{part}": text for part, text in new.items()}
        words[f"{NEW}.language"] = language
    return words


class SaidField(forms.Field):
    """The fields of a model that may be said in other languages than `ours`."""

    def __init__(self, model, *, ours, **options):
        widget = SaidWidget()
        widget.ours = ours
        widget.parts = {name: _part(model, name) for name in model.said_in_languages}
        super().__init__(required=False, widget=widget, **options)

    def clean(self, value):
        said, errors = {}, []
        if any(key.startswith(f"{NEW}.") for key in value):
            errors.append(_not_placed(value.get(f"{NEW}.language")))
        for key, text in value.items():
            language, _, part = key.partition(".")
            field = self.widget.parts.get(part)
            if language == NEW or not field:
                continue
            try:
                said[key] = field.clean(text)
            except forms.ValidationError as error:
                where = f"{NAMES[language]}, {field.label.lower()}"
                errors += [f"{where}: {words}" for words in error.messages]
        if errors:
            raise forms.ValidationError(errors)
        return {key: text for key, text in said.items() if text}

    def has_changed(self, initial, data):
        said = {key: text for key, text in (data or {}).items() if text}
        return (initial or {}) != said


def _not_placed(language):
    if language in NAMES:
        return (
            f"{NAMES[language]} stands here already: put the new words where the "
            "others are."
        )
    return "Choose the language that the new words are in."


def _part(model, name):
    known = model._meta.get_field(name)
    label = str(known.verbose_name).capitalize()
    if name in model.rich_fields:
        return inline_field(required=False, label=label)
    return known.formfield(required=False, label=label)
