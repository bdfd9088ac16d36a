"""What clocks in a place show, and which moments that can mean: none, one or two."""

from datetime import UTC, datetime, tzinfo

from django.utils.formats import date_format


def moments(shown: datetime, zone: tzinfo) -> list[datetime]:
    """Return the moments, in UTC, at which clocks of the zone show this; no tzinfo.

    None where clocks are put forward past it, two where they are put back through it.
    """
    either = [shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    found = [moment for moment in either if local(moment, zone) == shown]
    return found[:1] if len(set(found)) == 1 else found


def around(shown: datetime, zone: tzinfo) -> list[datetime]:
    """Return, for a time that never is, the moments as far before and after the change.

    One reads the time as if clocks had not been put forward yet, the other as if they
    had been already (PEP 495).
    """
    return sorted(
        shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)
    )


def local(moment: datetime, zone: tzinfo) -> datetime:
    """Return what clocks show at a moment, without a zone."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def offset(moment: datetime, zone: tzinfo) -> str:
    """Return by how much the zone's clocks are ahead of UTC then: “UTC+05:45”."""
    shown = f"{moment.astimezone(zone):%z}"
    return f"UTC{shown[:3]}:{shown[3:5]}"


def said(moment: datetime, zone: tzinfo) -> str:
    """Return a moment as staff read it: the day, the hour, and whose clocks."""
    shown = moment.astimezone(zone)
    style = "l j F Y, H:i:s" if shown.second else "l j F Y, H:i"
    return f"{date_format(shown, style)} ({zone}, {offset(moment, zone)})"
