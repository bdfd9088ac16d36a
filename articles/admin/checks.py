"""The table of checks on the publication's page: a row a check, a column a kind."""

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from articles.editing.checks import CHECKS
from articles.models import Kind
from articles.models.rules import EVERY_KIND, Level

COLUMNS = [(EVERY_KIND, "Every kind"), *Kind.choices]


class ChecksTable(forms.Widget):
    template_name = "admin/widgets/checks.html"
    use_fieldset = True

    class Media:
        css = {"all": ["css/admin-checks.css"]}

    def id_for_label(self, id_):
        return None  # each choice has a label of its own

    def get_context(self, name, value, attrs):
        levels = value or {}
        return {
            **super().get_context(name, value, attrs),
            "columns": [label for _, label in COLUMNS],
            "rows": [(check, _cells(name, check, levels)) for check in CHECKS],
        }

    def value_from_datadict(self, data, files, name):
        chosen = {
            check.key: {
                kind: data[field]
                for kind, _ in COLUMNS
                if data.get(field := _field(name, check, kind))
            }
            for check in CHECKS
            if not check.is_fixed
        }
        return {key: by_kind for key, by_kind in chosen.items() if by_kind}

    def value_omitted_from_data(self, data, files, name):
        return not any(key.startswith(f"{name}-") for key in data)

    def _render(self, template_name, context, renderer=None):
        # Django's renderer of forms does not look into the project's own templates.
        return mark_safe(render_to_string(template_name, context))


class ChecksField(forms.Field):
    """What each check weighs for each kind, where that is not as usual."""

    widget = ChecksTable

    def has_changed(self, initial, data):
        return (initial or {}) != (data or {})


def _cells(name, check, levels):
    """Return for each column what its choice is called, offers and holds."""
    return [
        {
            "name": _field(name, check, kind),
            "label": f"{check.name}: {label}",
            "column": label,
            "choices": [("", _as_usual(check, kind, levels)), *Level.choices],
            "chosen": levels.get(check.key, {}).get(kind, ""),
        }
        for kind, label in COLUMNS
    ]


def _as_usual(check, kind, levels):
    # Where every kind is chosen for, “as usual” is what the house began with.
    known = {} if kind == EVERY_KIND else levels
    return f"As usual: {check.usual_level(kind, known).label.lower()}"


def _field(name, check, kind):
    return f"{name}-{check.key}-{kind}"
