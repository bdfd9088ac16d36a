"""A day and an hour of the newsroom's clocks, typed; the moment that is meant."""

from datetime import UTC, datetime
from typing import NamedTuple

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from articles.models.local_time import around, local, moments, offset

TWICE = (
    "Clocks are put back that day ({zone}), and {hour} comes twice. "
    "Choose which one you mean."
)
NEVER = (
    "Clocks are put forward that day ({zone}), and {hour} does not come. "
    "Choose what to take instead, or another time."
)


class Typed(NamedTuple):
    """What stands in the field, and which moment was chosen where it names no single
    one.
    """

    text: str
    which: str = ""


class LocalMomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock, with the zone beside it.

    Where clocks show what was typed twice or never, it asks what is meant: without a
    script, on the page that comes back.
    """

    def __init__(self, attrs=None):
        super().__init__({"type": "datetime-local", **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        return Typed(data.get(name) or "", data.get(f"{name}-which") or "")

    def format_value(self, value):
        if isinstance(value, Typed):
            return value.text
        return _as_input(_here(value)) if isinstance(value, datetime) else value

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        zone, widget = timezone.get_current_timezone(), context["widget"]
        meant = value if isinstance(value, datetime) else None
        shown = _parsed(widget["value"] or "")
        found = moments(shown, zone) if shown else []
        if shown and len(found) != 1:
            chosen = meant.astimezone(UTC).isoformat() if meant else value.which
            widget["choices"] = _choices(shown, found, zone, chosen)
            widget["asks"] = _asks(shown, found)
        at = meant or (found[0] if found else None)
        is_plain = at is None or "choices" in widget
        widget["zone"] = zone if is_plain else f"{zone}, {offset(at, zone)}"
        known = widget["attrs"]
        if shown and shown.second:
            known["step"] = 1
        if "id" in known:
            beside = f"{known.get('aria-describedby', '')} {known['id']}_zone"
            known["aria-describedby"] = beside.strip()
        return context

    def render(self, name, value, attrs=None, renderer=None):
        context = self.get_context(name, value, attrs)
        context["input"] = self._render(self.template_name, context, renderer)
        return render_to_string("admin/widgets/moment.html", context)


class LocalMomentField(forms.DateTimeField):
    widget = LocalMomentInput
    default_error_messages = {"invalid": "Write a day and an hour: 2026-03-31 06:00."}

    def prepare_value(self, value):
        return value  # the widget knows which of two hours it is

    def to_python(self, value):
        if not isinstance(value, Typed):
            return super().to_python(value)
        if not value.text.strip():
            return None
        shown = self._shown(value.text.strip())
        zone = timezone.get_current_timezone()
        found = moments(shown, zone)
        if len(found) == 1:
            return found[0]
        offered = found or around(shown, zone)
        meant = [each for each in offered if each.isoformat() == value.which]
        if not meant:
            words = (TWICE if found else NEVER).format(zone=zone, hour=_hour(shown))
            raise forms.ValidationError(words, code="which")
        return meant[0]

    def _shown(self, text):
        shown = _parsed(text)
        if shown is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return shown


def _parsed(text):
    """Return what a clock would show, or None where that is no day or hour of ours."""
    try:
        shown = parse_datetime(text)
    except ValueError:
        return None
    if shown is None or shown.tzinfo or not 1900 <= shown.year <= 2999:
        return None
    return shown


def _here(moment):
    return local(moment, timezone.get_current_timezone())


def _as_input(shown):
    return shown.isoformat(timespec="seconds" if shown.second else "minutes")


def _hour(shown):
    return date_format(shown, "H:i:s" if shown.second else "H:i")


def _asks(shown, found):
    return f"Which {_hour(shown)}?" if found else f"What instead of {_hour(shown)}?"


def _choices(shown, found, zone, chosen):
    """Return (value, words, whether it is chosen) for each moment that can be meant."""
    names = ("The first {}", "The second {}") if found else ("{}", "{}")
    return [
        (
            moment.isoformat(),
            f"{name.format(_hour(local(moment, zone)))} ({offset(moment, zone)})",
            moment.isoformat() == chosen,
        )
        for name, moment in zip(names, found or around(shown, zone), strict=True)
    ]
