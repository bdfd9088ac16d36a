"""The list of articles: what each is, what readers see of it, who changed it last."""

from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html

from articles.admin.saved_filters import ways
from articles.editing.deeds import what_is_offered
from articles.editing.standing import has_changed_since_approved, standings
from articles.editing.stops import Stop, stops
from articles.models.snapshot import CreditLine, writers
from articles.templatetags.desk import (
    ago,
    as_of_its_hour,
    full_moment,
    person,
    staged,
)


class ArticleList(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        self.ways = ways(request)
        self.offered = what_is_offered(request.user, request.publication.rules)
        known = standings(self.result_list)
        for article in self.result_list:
            article.standing = known[article.pk]


def chosen(article):
    """Return the box that chooses it for the form below, with the version shown."""
    box = '<label class="choose"><input type="checkbox" name="chosen" value="{}:{}"'
    box += ' form="several" aria-label="Choose “{}”"></label>'
    return format_html(box, article.pk, article.version, article.headline)


def head(article):
    return format_html(
        '<strong lang="{}" dir="auto">{}</strong> <span class="kind">{}</span>',
        article.language,
        article.headline,
        article.get_kind_display(),
    )


def byline(article):
    """Return the printed names of who wrote. The list has loaded the credits."""
    names, lines = {}, []
    for credit in article.credits.all():
        author = credit.author.stands_for()
        names.setdefault(author.pk, credit.wording or author.name)
        lines.append(CreditLine(author.pk, credit.role))
    return ", ".join(names[author] for author in writers(lines)) or None


def stage(article):
    mark = format_html(
        '<span class="mark" data-stage="{}">{}</span>',
        article.stage,
        staged(article, article.standing),
    )
    if has_changed_since_approved(article, article.standing):
        words = (
            '{} <span class="mark" data-stage="changed">Changed since approved</span>'
        )
        mark = format_html(words, mark)
    if article.assignee:
        words = '{} <span class="who with">{}</span>'
        mark = format_html(words, mark, _with_whom(article))
    for stop in stops(article):
        why = article.hold_reason if stop == Stop.HELD else ""
        title = format_html(' title="{}"', why) if why else ""
        words = '{} <span class="mark" data-state="held"{}>{}</span>'
        mark = format_html(words, mark, title, stop.label)
    return mark


def _with_whom(article):
    due = f", due {date_format(article.due_on, 'j M')}" if article.due_on else ""
    return f"With {person(article.assignee)}{due}"


def readers_see(article):
    standing = article.standing
    mark = format_html(
        '<span class="mark" data-state="{}">{}</span>',
        standing.state.value,
        standing.state.label,
    )
    if standing.live:
        address = reverse("articles:article", args=[article.pk, standing.live.slug])
        mark = format_html(
            '{} <a class="see" href="{}" aria-label="See “{}” as readers do">See</a>',
            mark,
            address,
            article.headline,
        )
    if standing.waiting:
        when = full_moment(standing.waiting.live_from)
        mark = format_html('{} <span class="when">waits: {}</span>', mark, when)
    if standing.coming:
        mark = format_html(
            '{} <span class="when">next: {}</span> <a class="see" href="{}" '
            'aria-label="See “{}” as readers will">See then</a>',
            mark,
            full_moment(standing.coming.live_from),
            as_of_its_hour(standing.coming),
            article.headline,
        )
    return mark


def changed(article):
    who = person(article.updated_by, "—")
    return format_html('{} <span class="who">{}</span>', ago(article.updated_at), who)
