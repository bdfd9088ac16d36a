"""What holds a text up, for which kind of article, by whose decision."""

import pytest
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase

from articles.editing import checks, obstacles, publication
from articles.editing.checks import CHECKS
from articles.exchanging.arrivals import store_and_publish
from articles.exchanging.markdown.article import read
from articles.exchanging.surroundings import house, places
from articles.models import Event, Image, Kind, Publication
from articles.models.rules import EVERY_KIND, Level, Rules, validate_levels
from articles.models.snapshot import CreditLine, Snapshot
from tests import factories

BARE = """\
# A bare text

By [Jane Doe](#)

The Tideway Courier, March 5, 2021

Words, and nothing else.

This article was originally published on [The Other Paper](https://other.example/).
"""


def keys(snapshot, rules=None, **options):
    found = checks.problems(snapshot, rules or Rules(), **options)
    return {problem.check.key for problem in found}


class DeclarationTests(SimpleTestCase):
    def test_only_what_is_fixed_and_alternative_text_are_required_at_first(self):
        for kind in Kind:
            required = [
                check.key for check in CHECKS if check.level(kind, {}) == Level.REQUIRED
            ]
            assert required == ["headline", "legal", "proposed", "alt", "withdrawn"]

    def test_a_page_needs_no_author_place_or_description(self):
        off = [check.key for check in CHECKS if check.level("page", {}) == Level.OFF]
        assert off == ["author", "place", "description"]

    def test_what_is_chosen_for_a_kind_goes_before_what_is_for_every_kind(self):
        [author] = [check for check in CHECKS if check.key == "author"]
        levels = {"author": {EVERY_KIND: "required", "roundup": "off"}}
        assert author.level("news", levels) == Level.REQUIRED
        assert author.level("roundup", levels) == Level.OFF
        assert author.level("page", levels) == Level.OFF
        assert author.level("page", {"author": {"page": "advised"}}) == Level.ADVISED

    def test_what_is_fixed_is_required_whatever_is_chosen(self):
        fixed = {check.key: check for check in CHECKS if check.is_fixed}
        assert set(fixed) == {"headline", "legal", "proposed", "withdrawn"}
        for key, check in fixed.items():
            levels = {key: {EVERY_KIND: "off", "news": "off"}}
            assert check.level("news", levels) == Level.REQUIRED

    def test_a_reason_fits_into_the_log_with_all_that_was_overridden(self):
        names = [check.name for check in CHECKS if not check.is_fixed]
        names.append(obstacles.FOUR_EYES)
        longest = len(", ".join(names)) + len(": ") + publication.REASON_LENGTH
        assert longest <= Event._meta.get_field("why").max_length

    def test_settings_that_no_screen_can_make_are_refused(self):
        validate_levels({"author": {"page": "off"}})
        for wrong in (
            [],
            {"author": "off"},
            {"author": {"poem": "off"}},
            {"a": {"news": 1}},
        ):
            with self.subTest(wrong=wrong), pytest.raises(ValidationError):
                validate_levels(wrong)


class FindingTests(TestCase):
    def test_a_bare_text_lacks_author_place_and_description(self):
        assert keys(factories.snapshot()) == {"author", "place", "description"}

    def test_a_translator_alone_is_no_author(self):
        author = factories.author()
        credits = (CreditLine(author.pk, "translator"),)
        assert "author" not in keys(factories.snapshot(by_line=[author]))
        assert "author" in keys(Snapshot(headline="A headline", credits=credits))

    def test_an_interview_is_by_whoever_asked(self):
        credits = (CreditLine(factories.author().pk, "interviewer"),)
        assert "author" not in keys(Snapshot(headline="A headline", credits=credits))

    def test_a_theme_is_as_good_as_a_region(self):
        assert "place" not in keys(factories.snapshot(themes=(1,)))

    def test_pictures_need_words_and_a_credit_where_they_stand(self):
        lead, inside = factories.image(alt=""), factories.image(credit="A. Person")
        body = f'<figure data-image="{inside.pk}"></figure>'
        snapshot = factories.snapshot(lead_image=lead.pk, body=body)
        found = checks.problems(snapshot, Rules())
        about = [(problem.check.key, problem.field) for problem in found]
        assert ("alt", "lead_image") in about
        assert ("picture_credit", "lead_image") in about
        assert ("alt", "body") not in about
        assert ("picture_credit", "body") not in about

    def test_a_decorative_picture_needs_no_words(self):
        image = factories.image(alt="", is_decorative=True)
        assert "alt" not in keys(factories.snapshot(lead_image=image.pk))

    def test_a_text_is_words_or_a_picture(self):
        assert "text" in keys(factories.snapshot(body=""))
        assert "text" in keys(factories.snapshot(body="<p><br></p>"))
        shown = f'<figure data-image="{factories.image().pk}"></figure>'
        assert "text" not in keys(factories.snapshot(body=shown))
        assert "text" not in keys(factories.snapshot(body="<p>Sea.</p>"))

    def test_a_source_must_have_allowed_it(self):
        closed = factories.source()
        standing = factories.source(has_standing_permission=True)
        assert "permission" in keys(factories.snapshot(source=closed.pk))
        given = factories.snapshot(source=closed.pk, permission="By mail, 3 May")
        assert "permission" not in keys(given)
        assert "permission" not in keys(factories.snapshot(source=standing.pk))

    def linking(self, *addresses, **fields):
        links = "".join(f'<a href="{address}">x</a>' for address in addresses)
        return factories.snapshot(body=f"<p>{links}</p>", **fields)

    def test_a_link_to_what_readers_cannot_see_is_dead(self):
        draft, live = factories.article(), factories.published_article()
        dead = self.linking(f"/articles/{draft.pk}/")
        [problem] = [
            problem
            for problem in checks.problems(dead, Rules())
            if problem.check.key == "links"
        ]
        assert (
            problem.words == "A link leads to “A headline”, which readers cannot see."
        )
        alive = self.linking(
            f"/articles/{live.pk}/a-headline/#h-x", "https://a.example/"
        )
        assert "links" not in keys(alive)

    def test_a_link_to_what_does_not_exist_is_dead(self):
        with self.settings(SITE_URL="https://www.example.org"):
            for address in (
                "/articles/999999",
                "/articles/999999/?x=1",
                "https://www.example.org/articles/999999/x/",
            ):
                with self.subTest(address=address):
                    assert "links" in keys(self.linking(address))
            elsewhere = "https://www.example.org.uk/articles/999999/"
            assert "links" not in keys(self.linking(elsewhere))

    def test_a_footnote_and_a_standfirst_are_looked_through_too(self):
        link = '<a href="/articles/999999/">x</a>'
        note = f"<p>x<span data-footnote>{link}</span></p>"
        assert "links" in keys(factories.snapshot(body=note))
        found = checks.problems(
            factories.snapshot(standfirst=f"<p>{link}</p>"), Rules()
        )
        assert "standfirst" in {problem.field for problem in found}

    def test_an_article_may_link_to_itself_before_it_is_out(self):
        article = factories.article()
        snapshot = self.linking(f"/articles/{article.pk}/")
        assert "links" not in keys(snapshot, article=article)

    def test_cost_the_same_number_of_queries_however_long_the_text(self):
        source = factories.source()
        for size in (1, 20):
            with self.subTest(size=size):
                images = [factories.image(alt="") for _ in range(size)]
                others = [factories.article() for _ in range(size)]
                body = "".join(
                    f'<figure data-image="{image.pk}"></figure>'
                    f'<p><a href="/articles/{other.pk}/">x</a></p>'
                    for image, other in zip(images, others, strict=True)
                )
                snapshot = factories.snapshot(body=body, source=source.pk)
                with self.assertNumQueries(3):
                    checks.problems(snapshot, Rules())

    def test_what_is_off_is_not_looked_for(self):
        snapshot = factories.snapshot(source=factories.source().pk)
        off = {"permission": {EVERY_KIND: "off"}}
        with self.assertNumQueries(0):
            checks.problems(snapshot, Rules(check_levels=off))


class DecisionTests(TestCase):
    def decide(self, **levels):
        Publication.objects.update_or_create(pk=1, defaults={"check_levels": levels})

    def publish(self, article, by=None):
        by = by or factories.editor()
        return publication.publish(article, by=by, seen=article.version)

    def test_a_bare_text_goes_out_by_default(self):
        assert self.publish(factories.article()).is_visible()

    def test_what_a_publication_requires_holds_the_text_up_by_field(self):
        self.decide(author={"every": "required"}, links={"news": "required"})
        body = '<p><a href="/articles/999999/">x</a></p>'
        with pytest.raises(ValidationError) as refused:
            self.publish(factories.article(body=body))
        assert set(refused.value.message_dict) == {"credits", "body"}

    def test_another_kind_has_its_own_rules(self):
        self.decide(author={"news": "required"})
        assert self.publish(factories.article(kind="opinion")).is_visible()

    def test_a_check_switched_off_holds_nothing_up(self):
        article = factories.article(lead_image=factories.image(alt="").pk)
        self.decide(alt={"every": "off"})
        assert self.publish(article).is_visible()
        assert Image.objects.get().alt == ""

    def take_in(self):
        by = factories.user("superuser")
        return store_and_publish(read(BARE, places(), house()), by=by)

    def test_a_bare_import_goes_out_by_default(self):
        assert self.take_in().is_published

    def test_an_import_is_asked_the_same(self):
        self.decide(permission={"every": "required"})
        with pytest.raises(ValidationError, match="standing permission"):
            self.take_in()
