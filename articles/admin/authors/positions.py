"""What an author was when: a row a position, which anybody can read and fill in."""

from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Script
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from articles.models.positions import (
    AFFILIATION_LENGTH,
    ROLE_LENGTH,
    Position,
    held_on,
    validate_positions,
)

DAYS = {"since": "From", "until": "Until"}
WORDS = {"role": ("Role", ROLE_LENGTH), "affiliation": ("Where", AFFILIATION_LENGTH)}
PARTS = (*WORDS, *DAYS)
EMPTY_ROWS = 2  # without scripts there are so many to write into
LAST = 10_000


class PositionRows(forms.Widget):
    """`value` is a list of rows, each with the text of its parts."""

    template_name = "admin/widgets/positions.html"
    use_fieldset = True

    class Media:
        css = {"all": ["css/admin-positions.css"]}
        js = [Script("js/positions.js", type="module")]

    def id_for_label(self, id_):
        return None  # each field has a label of its own

    def get_context(self, name, value, attrs):
        rows = list(value or ())
        todays = _todays(rows)
        shown = [*rows, *({} for _ in range(EMPTY_ROWS))]
        return {
            **super().get_context(name, value, attrs),
            "rows": [
                {**_drawn(name, number, row), "is_todays": row and row is todays}
                for number, row in enumerate(shown)
            ],
            "to_copy": _drawn(name, "__number__", {}),
        }

    def value_from_datadict(self, data, files, name):
        rows = {}
        for key in data:
            head, _, rest = key.partition("-")
            number, _, part = rest.partition("-")
            if head == name and number.isdecimal() and part in {*PARTS, "place"}:
                rows.setdefault(number, {})[part] = data[key].strip()
        filled = [row for row in rows.values() if any(map(row.get, PARTS))]
        return sorted(filled, key=_place)

    def value_omitted_from_data(self, data, files, name):
        return name not in data  # which stands for all: there may be no row left

    def _render(self, template_name, context, renderer=None):
        # Django's renderer of forms does not look into the project's own templates.
        return mark_safe(render_to_string(template_name, context))


class PositionsField(forms.Field):
    widget = PositionRows

    def clean(self, value):
        lines, errors = [], []
        for row in value:
            try:
                lines.append(_line(row))
            except ValidationError as error:
                errors += error.messages
        if errors:
            raise ValidationError(errors)
        return lines

    def has_changed(self, initial, data):
        return (initial or []) != [_written(row) for row in data or ()]


def _line(row):
    """Return a row as it is stored; refuse it in words that say which one it is."""
    line = _written(row)
    called = ", ".join(filter(None, [line.get("role"), line.get("affiliation")]))
    if not called:
        raise ValidationError(
            "Say what was held in these days, a role or an affiliation; or empty them."
        )
    for part, label in DAYS.items():
        try:
            forms.DateField(required=False).clean(line.get(part))
        except ValidationError:
            raise ValidationError(
                f"“{called}”: write the day under “{label}” like 2024-05-31."
            ) from None
    try:
        validate_positions([line])
    except ValidationError as error:
        raise ValidationError(
            [w if called in w else f"“{called}”: {w}" for w in error.messages]
        ) from None
    return line


def _written(row):
    return {part: row[part] for part in PARTS if row.get(part)}


def _drawn(name, number, row):
    """Return what a row is drawn from."""
    fields = {}
    for part in PARTS:
        label, length = WORDS.get(part) or (DAYS[part], None)
        fields[part] = {
            "name": f"{name}-{number}-{part}",
            "label": label,
            "type": "date" if part in DAYS else "text",
            "length": length,
            "value": row.get(part, ""),
        }
    place = number + 1 if row else ""
    return {"fields": fields, "place": {"name": f"{name}-{number}-place", "is": place}}


def _place(row):
    place = row.get("place", "")
    return int(place) if place.isdecimal() and len(place) < 4 else LAST


def _todays(rows):
    """Return the row that readers are shown today, if there is one."""
    known = []
    for row in rows:
        with suppress(TypeError, ValueError):
            known.append((Position.from_json(row), row))
    held = held_on([position for position, _ in known], timezone.localdate())
    return next((row for position, row in known if position is held), None)
