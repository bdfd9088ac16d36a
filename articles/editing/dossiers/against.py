"""What stands against articles of a report going out together: five queries for all,
and two more with four eyes.
"""

from dataclasses import replace

from django.core.exceptions import ValidationError

from articles.editing import checks, obstacles
from articles.editing.dossiers.words import moment
from articles.editing.obstacles import FOUR_EYES, Obstacle
from articles.editing.scrutiny import scrutinised
from articles.models import Edition, Report, four_eyes
from articles.models.actions import Action, refusal

NOT_IN_REPORT = "It does not belong to “{}”: add it to that report first, and save it."
COMING = "A text of it is scheduled for {} already: cancel or move that first."
GOES_WITH = "It goes out with others of “{}” on {}: cancel or move those first."
AS_READ = "Readers see this very text already."
_TEXTS = ("standfirst", "body", "text", "search_text", "disclaimer")


class Looked:
    """Articles of a report with their newest texts, as they would go out together.

    `texts` are the newest versions, their articles loaded; `at` is when readers are to
    see them, all at once: so a link from one to another leads to something.
    """

    def __init__(self, report, texts, publication, *, at, now):
        self.report, self.publication = report, publication
        self.at, self.now = at, now
        self.texts = {revision.article_id: revision for revision in texts}
        pairs = [(each.snapshot, each.article) for each in self.texts.values()]
        scrutiny = scrutinised(pairs, at=at, appearing=frozenset(self.texts))
        self.scrutinised = dict(zip(self.texts, scrutiny, strict=True))
        self.timelines = _timelines(self.texts)

    def against(self, user):
        """Return the obstacles by article's id, an empty list where there are none."""
        rules = self.publication.rules
        articles = [revision.article for revision in self.texts.values()]
        eyes = rules.has_four_eyes and four_eyes.written_in(user, articles)
        return {
            pk: [*self._by_whom(user, pk, eyes or ()), *self._of_text(pk)]
            for pk in self.texts
        }

    def live(self, pk):
        """Return what readers see of an article at the hour, if nothing is released."""
        shown = [each for each in self.timelines[pk] if each.is_visible(self.at)]
        return shown[0] if shown else None

    def coming(self, pk):
        known = [each for each in self.timelines[pk] if each.live_from > self.now]
        return known[0] if known else None

    def _by_whom(self, user, pk, wrote):
        article = self.texts[pk].article
        rules = replace(self.publication.rules, has_four_eyes=False)
        if words := refusal(user, Action.PUBLISH, article, rules):
            yield Obstacle(words)
        elif pk in wrote:
            yield Obstacle(four_eyes.WRITTEN, name=FOUR_EYES)

    def _of_text(self, pk):
        text, zone = self.scrutinised[pk], self.publication.zone
        if text.article.binned_at or text.article.held_at:
            return []  # the table of actions has said so
        found = checks.failing(text, self.publication.rules)
        at = {"now": self.at, "zone": zone}
        against = obstacles.against_text(text.article, text.snapshot, found, **at)
        return [*self._of_place(pk), *against]

    def _of_place(self, pk):
        snapshot, zone = self.scrutinised[pk].snapshot, self.publication.zone
        if not _is_in(self.report, snapshot.reports):
            yield Obstacle(NOT_IN_REPORT.format(self.report), "reports")
        if coming := self.coming(pk):
            when = moment(coming.live_from, zone)
            if coming.release:
                yield Obstacle(GOES_WITH.format(coming.release.report, when))
            else:
                yield Obstacle(COMING.format(when))
            return
        live = self.live(pk)
        if live and live.revision_id == self.texts[pk].pk:
            yield Obstacle(AS_READ)


def require_in_report(edition, snapshot):
    """Refuse another text in the place of one that goes out for a report, where the
    report is not its own.
    """
    release = edition.release
    if release is None or edition.left_out_at is not None:
        return
    if not _is_in(release.report, snapshot.reports):
        words = NOT_IN_REPORT.format(release.report)
        raise ValidationError({"reports": words})


def _is_in(report, ids):
    return report.pk in ids or report in Report.objects.resolved(ids).values()


def _timelines(texts):
    found = {pk: [] for pk in texts}
    editions = Edition.objects.standing().filter(article__in=found)
    editions = editions.select_related("release__report").defer(*_TEXTS)
    for edition in editions.order_by("live_from"):
        found[edition.article_id].append(edition)
    return found
