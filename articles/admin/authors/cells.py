"""What the list of authors says of each."""

from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timesince import timesince

from articles.admin.authors.reviewing import button
from articles.editing.authors.attention import Want
from articles.models import Author
from articles.models.image import SQUARES
from articles.models.pictures import SQUARE, address

MONTHS_UNTIL_YEARS = 24


def portrait(author):
    """Return the photo cut square and small, or the first letter in its place."""
    photo = author.photo
    if photo is None or photo.withdrawn_at:
        letter = author.name[:1].upper()
        words = '<span class="portrait" dir="auto" aria-hidden="true">{}</span>'
        return format_html(words, letter)
    return format_html(
        '<img class="portrait" src="{}" width="{}" height="{}" alt="" '
        'loading="lazy" decoding="async">',
        address(photo, photo.square_widths()[0], "webp", SQUARE),
        *SQUARES[:1] * 2,
    )


def name(author):
    """Return the name, and beneath it what tells the author from others of it."""
    kind = author.get_kind_display() if author.kind != Author.Kind.PERSON else ""
    gone = "" if author.is_active else "No longer writes for us"
    beneath = " · ".join(filter(None, [kind, str(author.position), gone]))
    words = "<strong><bdi>{}</bdi></strong>"
    if beneath:
        words += ' <span class="who"><bdi>{}</bdi></span>'
    return format_html(words, author.name, beneath)


def articles(author, *, may_read):
    """Return how many articles readers see, which lead to the list of articles."""
    if not author.shown_count or not may_read:
        return author.shown_count or None
    return format_html(
        '<a href="{}?author={}" aria-label="{} of {}">{}</a>',
        reverse("admin:articles_article_changelist"),
        author.pk,
        f"{author.shown_count} articles",
        author.name,
        author.shown_count,
    )


def last_article(author):
    """Return when readers got the last one, and its headline: that is public."""
    if author.last is None:
        return None
    last = author.last
    return format_html(
        '<span class="when">{}</span> <a class="last" href="{}" lang="{}"><bdi>{}'
        "</bdi></a>",
        date_format(timezone.localtime(author.last_at), "j M Y"),
        reverse("articles:article", args=[last["article"], last["slug"]]),
        last["language"],
        last["headline"],
    )


def review(author):
    """Return how long ago somebody read the bio, and the button that says so now."""
    said = reviewed(author)
    if said is None or author.bio_reviewed_on == timezone.localdate():
        return said
    return format_html("{} {}", said, button(author))


def reviewed(author):
    """Return how long ago somebody read the bio, with the day at hand."""
    day = author.bio_reviewed_on
    if not author.short_bio:
        return None
    if day is None:
        return "Never reviewed"
    return format_html(
        '<time datetime="{}" title="{}">Reviewed {}</time>',
        day.isoformat(),
        date_format(day, "j F Y"),
        _ago(day, timezone.localdate()),
    )


def _ago(day, today):
    if day >= today:
        return "today"
    months = (today.year - day.year) * 12 + today.month - day.month
    months -= today.day < day.day
    is_counted_in_months = 0 < months < MONTHS_UNTIL_YEARS
    words = f"{months} month{pluralize(months)}"
    return f"{words if is_counted_in_months else timesince(day, today, depth=1)} ago"


def wanted(author, pairs, *, may_change):
    """Return in words what somebody should see to."""
    marks = [
        (want, want.label)
        for want in Want
        if want != Want.SAME and getattr(author, f"wants_{want}")
    ]
    if pairs:
        marks.append((Want.SAME, _perhaps(author, pairs, may_change)))
    words = '<span class="mark" data-want="{}">{}</span>'
    return format_html_join(" ", words, marks) or None


def _perhaps(author, pairs, may_change):
    [pair, *others] = pairs
    other = pair.names[pair.ids[0] == author.pk]
    more = f" and {len(others)} more" if others else ""
    said = format_html("May be <bdi>{}</bdi>{}", other, more)
    if not may_change:
        return said
    page = f"{reverse('admin:articles_author_duplicates')}?of={author.pk}"
    return format_html('<a href="{}">{}</a>', page, said)
