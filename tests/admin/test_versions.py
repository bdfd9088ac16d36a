"""The timeline, comparing any two versions, restoring one."""

from dataclasses import replace
from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles.editing import desk, publication, review, source_notes
from articles.models import Event, Revision
from tests import factories
from tests.admin.pages import change_page, fresh, words


def page(name, article, *more):
    return reverse(f"admin:{name}", args=[article.pk, *more])


class VersionsTests(TestCase):
    def setUp(self):
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.client.force_login(self.editor)
        self.article = factories.article(by=self.editor, headline="First")

    def rework(self, **changes):
        changed = factories.reworked(fresh(self.article), by=self.editor, **changes)
        self.article = changed.article
        return changed.revision

    def compare(self, old, new):
        address = page("compare", self.article)
        return self.client.get(address, {"from": old, "to": new})

    def look(self):
        return self.client.get(page("versions", self.article))


class TimelineTests(VersionsTests):
    def test_tells_who_when_what_and_why(self):
        review.submit(self.article, by=self.editor, seen=1, note="Mind the names.")
        response = self.look()
        for said in ("Filed", "as received", "Ana Reis", "Mind the names."):
            self.assertContains(response, said)
        self.assertContains(response, "Draft → In review")
        self.assertContains(response, "(UTC)")

    def test_says_from_when_to_when_readers_saw_a_version(self):
        then = timezone.now() - timedelta(days=2)
        publication.publish(self.article, by=self.editor, seen=1, now=then)
        self.rework(headline="Second")
        publication.publish(self.article, by=self.editor, seen=2)
        response = self.look()
        self.assertContains(response, "Readers saw it from", 1)
        self.assertContains(response, "Readers see it since", 1)

    def test_shows_a_text_that_was_kept_aside(self):
        self.rework(headline="Theirs")
        mine = replace(self.article.snapshot(), headline="Mine")
        desk.save(self.article, mine, by=self.editor, seen=1)
        response = self.look()
        self.assertContains(response, "Refused, kept as a version")
        self.assertContains(response, page("combine", self.article, 3))

    def test_has_a_version_that_no_log_tells_of(self):
        self.rework(headline="Second")
        Event.objects.all().delete()
        self.assertContains(self.look(), "Version 2")

    def test_offers_the_newest_two_for_comparison(self):
        self.rework(headline="Second")
        checked = 'value="{}" checked'
        response = self.look()
        self.assertContains(response, f'name="from" {checked.format(1)}')
        self.assertContains(response, f'name="to" {checked.format(2)}')

    def test_says_why_a_version_cannot_be_restored(self):
        self.rework(headline="Second")
        self.client.force_login(factories.user("Writer"))
        response = self.look()
        self.assertContains(response, "Ana Reis filed this article.")
        self.assertContains(response, 'aria-disabled="true"')
        self.assertNotContains(response, page("restore", self.article, 1))

    def test_costs_the_same_number_of_queries_however_much_happened(self):
        self.look()  # writes when the session was last used
        for size in (2, 20):
            while Revision.objects.count() < size:
                self.rework(headline=f"Headline {Revision.objects.count()}")
                publication.publish(
                    self.article, by=self.editor, seen=self.article.version
                )
            with self.subTest(size=size), self.assertNumQueries(10):
                self.look()


class CompareTests(VersionsTests):
    def test_marks_words_in_words(self):
        self.rework(body="<p>Some other words.</p>")
        response = self.compare(1, 2)
        added = r'<ins><span class="visually-hidden">\[added: </span> ?other ?<span'
        self.assertRegex(response.text, added)

    def test_marks_the_words_of_a_line(self):
        self.rework(headline="First of all")
        self.assertContains(self.compare(1, 2), "[added: </span> of all")
        self.assertContains(self.compare(2, 1), "[removed: </span> of all")

    def test_puts_away_what_is_unchanged(self):
        lines = [f"<p>Paragraph {number}.</p>" for number in range(15)]
        self.rework(body="".join(lines))
        self.rework(body="".join([*lines[:14], "<p>Something else.</p>"]))
        self.assertContains(self.compare(2, 3), "… 13 paragraphs unchanged")

    def test_says_by_name_what_went_and_what_came(self):
        gone, come = factories.region("Levant"), factories.region("Gulf")
        self.rework(regions=(gone.pk,))
        self.rework(regions=(come.pk,))
        response = self.compare(2, 3)
        self.assertContains(response, "[removed: </span>Levant")
        self.assertContains(response, "[added: </span>Gulf")

    def test_sees_another_order_of_the_same_names(self):
        terms = [factories.region("Levant").pk, factories.region("Gulf").pk]
        self.rework(regions=tuple(terms))
        self.rework(regions=tuple(reversed(terms)))
        self.assertContains(self.compare(2, 3), "[added: </span>Gulf, Levant")

    def test_names_pictures_and_shows_where_links_lead(self):
        picture = factories.image(caption="Cranes")
        self.rework(
            body='<p><a href="/x">Some</a> words.</p><hr>'
            f'<figure data-image="{picture.pk}"></figure>'
        )
        response = self.compare(1, 2)
        self.assertContains(response, f"[added: </span>Picture: {picture}")
        self.assertContains(response, "(link to /x)")
        self.assertContains(response, "a rule across the page")

    def test_runs_nothing_that_somebody_wrote(self):
        self.rework(headline="<script>alert(1)</script>", tags=("<b>x</b>",))
        response = self.compare(1, 2)
        self.assertNotContains(response, "<script>alert(1)")
        self.assertNotContains(response, "<b>x")

    def test_compares_the_newest_two_where_none_are_chosen(self):
        self.rework(headline="Second")
        response = self.client.get(page("compare", self.article))
        self.assertContains(response, "From version 1 to version 2")
        self.assertEqual(self.compare("x", 2).status_code, 200)
        self.assertEqual(self.compare(77, 2).status_code, 404)
        self.assertEqual(self.compare("9" * 40, "²").status_code, 200)

    def test_costs_the_same_number_of_queries_however_much_differs(self):
        self.compare(1, 1)
        for size in (1, 12):
            terms = tuple(factories.region().pk for _ in range(size))
            authors = [factories.author() for _ in range(size)]
            body = "".join(
                f'<p>{size} words {number}</p><figure data-image="'
                f'{factories.image().pk}"></figure>'
                for number in range(size)
            )
            credits = factories.snapshot(by_line=authors).credits
            self.rework(body=body, regions=terms, credits=credits)
            with self.subTest(size=size), self.assertNumQueries(12):
                self.compare(1, self.article.version)


class RestoreTests(VersionsTests):
    def restore(self, number, seen):
        address = page("restore", self.article, number)
        return self.client.post(address, {"seen": seen}, follow=True)

    def test_makes_it_the_text_again_as_a_new_version(self):
        self.rework(headline="Second")
        response = self.restore(1, seen=2)
        self.assertRedirects(response, change_page(self.article))
        self.assertEqual(words(response), ["Your text is that of version 1 again."])
        self.assertEqual(fresh(self.article).headline, "First")
        self.assertEqual(fresh(self.article).version, 3)

    def test_never_costs_a_colleague_what_they_saved_meanwhile(self):
        self.rework(headline="Second")
        self.rework(headline="Third")
        response = self.restore(1, seen=2)
        self.assertIn("Not saved", words(response)[0])
        self.assertEqual(fresh(self.article).headline, "Third")
        refused = Revision.objects.get(intent=Revision.Intent.CONFLICT)
        self.assertRedirects(response, page("combine", self.article, refused.number))

    def test_keeps_what_a_colleague_changed_elsewhere(self):
        self.rework(headline="Second")
        self.rework(notes="Call the port.")
        response = self.restore(1, seen=2)
        self.assertIn("Saved together", words(response)[0])
        self.assertEqual(fresh(self.article).notes, "Call the port.")

    def test_needs_the_version_that_was_seen(self):
        self.rework(headline="Second")
        self.assertIn("incomplete", words(self.restore(1, seen=""))[0])
        self.assertEqual(fresh(self.article).version, 2)

    def test_knows_its_own_versions_only(self):
        self.assertEqual(self.restore(9, seen=1).status_code, 404)

    def test_says_what_is_gone_since(self):
        region = factories.region()
        self.rework(regions=(region.pk,))
        self.rework(regions=())
        region.delete()
        self.assertIn("gone since", words(self.restore(2, seen=3))[0])


class LongListTests(VersionsTests):
    def test_is_shown_in_pages(self):
        with mock.patch("articles.admin.versions.AT_ONCE", 2):
            for number in range(3):
                self.rework(headline=f"Headline {number}")
            response = self.look()
            self.assertEqual(len(response.context["entries"]), 2)
            self.assertContains(response, '<a href="?after=2">Older</a>', html=True)
            older = self.client.get(f"{page('versions', self.article)}?after=2")
            self.assertContains(older, "as received")
            self.assertContains(older, '<a href="?after=0">Newer</a>', html=True)

    def test_the_reason_of_a_legal_flag_is_for_those_who_see_the_sources(self):
        source = source_notes.add(self.article, by=self.editor, source="A clerk")
        factories.flagged(source, by=self.editor, why="He may sue")
        self.assertContains(self.look(), "He may sue")
        self.client.force_login(factories.user("Writer"))
        response = self.client.get(page("versions", self.article))
        self.assertContains(response, "Legal flag raised")
        self.assertNotContains(response, "He may sue")
