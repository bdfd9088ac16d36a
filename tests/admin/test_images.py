"""The media library's screens, and what the text editor asks it for."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Image, Version
from tests import factories, photographs

LIST = reverse("admin:articles_image_changelist")
ADD = reverse("admin:articles_image_add")
CHOOSE = reverse("admin:articles_image_choose")
UPLOAD = reverse("admin:articles_image_upload")


def change(image):
    return reverse("admin:articles_image_change", args=[image.pk])


def thumbnail(image):
    return reverse("admin:articles_image_thumbnail", args=[image.pk])


class ScreenTestCase(TestCase):
    role = "Editor"

    def setUp(self):
        self.person = factories.user(self.role)
        self.client.force_login(self.person)

    def post(self, address, file=None, **words):
        words = {"focal_x": 50, "focal_y": 50, "seen": 1, **words}
        return self.client.post(address, words | ({"file": file} if file else {}))


class AddTests(ScreenTestCase):
    role = "Writer"

    def test_adds_a_picture_with_its_words(self):
        response = self.post(
            ADD,
            photographs.photograph(),
            alt="A harbour",
            credit="A. Person",
            focal_x=10,
        )
        assert response.status_code == 302
        image = Image.objects.get()
        assert (image.alt, image.credit, image.focal_x) == (
            "A harbour",
            "A. Person",
            10,
        )
        assert image.uploaded_by == self.person

    def test_asks_for_words_or_that_it_is_decorative(self):
        response = self.post(ADD, photographs.photograph())
        self.assertContains(response, "Say what the picture shows")
        assert not Image.objects.exists()
        self.post(ADD, photographs.photograph(), is_decorative="on")
        assert Image.objects.get().is_decorative

    def test_says_beside_the_file_why_it_is_refused_and_keeps_the_words(self):
        svg = ContentFile(b"<svg onload='alert(1)'/>", "logo.svg")
        response = self.post(ADD, svg, alt="Our logo")
        self.assertContains(response, "Export the drawing as PNG")
        self.assertContains(response, "Our logo")

    def test_asks_for_a_file(self):
        self.assertContains(self.post(ADD, alt="A harbour"), "Choose a picture.")

    def test_says_so_where_the_picture_is_here_with_other_words(self):
        self.post(ADD, photographs.photograph(), alt="First words")
        address = change(Image.objects.get())
        response = self.post(ADD, photographs.photograph(), alt="Other words")
        self.assertRedirects(response, address, fetch_redirect_response=False)
        self.assertContains(self.client.get(address), "was in the library already")
        assert Image.objects.get().alt == "First words"

    def test_is_for_those_who_may(self):
        self.client.force_login(factories.user())
        assert self.client.get(ADD).status_code == 403
        assert self.post(ADD, photographs.photograph(), alt="x").status_code == 403
        assert not Image.objects.exists()

    def test_shows_an_empty_form_with_the_script_as_a_file(self):
        response = self.client.get(ADD)
        self.assertContains(response, 'name="file"')
        self.assertContains(response, "focal-point.js")


class ListTests(ScreenTestCase):
    def test_shows_thumbnails_and_which_pictures_lack_words(self):
        image = factories.image(alt="", caption="Cranes")
        response = self.client.get(LIST)
        self.assertContains(response, image.rendition_path(320, "webp"))
        self.assertContains(response, "No text in its place")

    def test_finds_by_caption_alt_and_credit(self):
        for words in ({"caption": "Zebra"}, {"alt": "Zebra"}, {"credit": "Zebra"}):
            with self.subTest(words=words):
                image = factories.image(**words)
                response = self.client.get(LIST, {"q": "zebra"})
                self.assertContains(response, change(image))
        assert "Zebra" not in self.client.get(LIST, {"q": "giraffe"}).content.decode()

    def test_filters_by_what_stands_in_a_picture_s_place(self):
        rows = {
            "missing": factories.image(alt=""),
            "there": factories.image(alt="A harbour"),
            "decorative": factories.image(alt="", is_decorative=True),
        }
        for state in rows:
            page = self.client.get(LIST, {"alt": state}).content.decode()
            shown = [name for name, row in rows.items() if change(row) in page]
            assert shown == [state]

    def test_costs_the_same_number_of_queries_however_long_it_is(self):
        counts = set()
        self.client.get(LIST)  # Django remembers content types after the first
        for size in (1, 20):
            while Image.objects.count() < size:
                factories.image()
            with CaptureQueriesContext(connection) as captured:
                self.client.get(LIST)
            counts.add(len(captured))
        assert len(counts) == 1


class ChangeTests(ScreenTestCase):
    def added(self, **words):
        self.post(ADD, photographs.photograph((600, 400)), alt="A harbour", **words)
        return Image.objects.get()

    def test_changes_the_words_and_keeps_the_file(self):
        image = self.added()
        name = image.rendition_path(320, "webp")
        self.post(change(image), alt="Two harbours", caption="Cranes")
        image.refresh_from_db()
        assert (image.alt, image.caption) == ("Two harbours", "Cranes")
        assert image.rendition_path(320, "webp") == name

    def test_makes_new_copies_where_the_focal_point_moves(self):
        image = self.added()
        self.post(change(image), alt="A harbour", focal_x=90)
        image.refresh_from_db()
        assert image.focal_x == 90
        assert default_storage.exists(image.rendition_path(320, "webp"))

    def test_says_so_where_the_original_is_gone_and_saves_the_rest(self):
        image = self.added()
        image.original.storage.delete(image.original.name)
        response = self.client.post(
            change(image),
            {"alt": "Two harbours", "focal_x": 90, "focal_y": 50, "seen": 1},
            follow=True,
        )
        self.assertContains(response, "cannot be read")
        image.refresh_from_db()
        assert (image.alt, image.focal_x) == ("Two harbours", 50)

    def test_has_no_field_that_would_replace_the_file(self):
        self.assertNotContains(self.client.get(change(self.added())), 'type="file"')

    def test_says_where_the_picture_is_shown(self):
        image = factories.image()
        self.assertContains(self.client.get(change(image)), "Nowhere yet.")
        article = factories.article(headline="Grain by sea", lead_image=image.pk)
        response = self.client.get(change(image))
        address = reverse("admin:articles_article_change", args=[article.pk])
        self.assertContains(
            response, f'The lead picture of <a href="{address}">Grain by sea</a>'
        )

    def test_is_only_to_be_read_by_writers(self):
        image = factories.image()
        self.client.force_login(factories.user("Writer"))
        assert self.client.get(change(image)).status_code == 200
        assert self.post(change(image), alt="Mine").status_code == 403


class DeleteTests(ScreenTestCase):
    def address(self, image):
        return reverse("admin:articles_image_delete", args=[image.pk])

    def test_puts_what_nothing_shows_into_the_bin_where_it_can_be_looked_at(self):
        image = factories.image(caption="Cranes")
        data = {"post": "yes", "seen": 1}
        self.client.post(self.address(image), data)
        assert not Image.objects.exists()
        self.assertContains(self.client.get(reverse("admin:bin")), "Cranes")
        version = Version.objects.get(intent="delete")
        page = reverse("admin:deleted_thing", args=[version.pk])
        self.assertContains(self.client.get(page), image.rendition_path(320, "webp"))
        self.client.post(reverse("admin:bring_back_thing", args=[version.pk]))
        assert Image.objects.get() == image
        assert "#things" in self.client.get(LIST).text

    def test_says_in_words_where_a_picture_is_shown_and_keeps_it(self):
        image = factories.image()
        body = f'<p>Text.</p><figure data-image="{image.pk}"></figure>'
        factories.article(headline="Grain by sea", body=body)
        for method in (self.client.get, self.client.post):
            response = method(self.address(image), {"post": "yes"})
            self.assertContains(response, "is in use and stays")
            self.assertContains(response, "Grain by sea")
        assert Image.objects.exists()

    def test_is_not_for_writers(self):
        image = factories.image()
        self.client.force_login(factories.user("Writer"))
        response = self.client.post(self.address(image), {"post": "yes"})
        assert response.status_code == 403


class ChooserTests(ScreenTestCase):
    role = "Writer"

    def test_gives_the_newest_with_their_words(self):
        older = factories.image(caption="Older")
        newer = factories.image(caption="Newer", alt="A harbour", credit="A. Person")
        results = self.client.get(CHOOSE).json()["results"]
        assert [result["id"] for result in results] == [newer.pk, older.pk]
        assert results[0] == {
            "id": newer.pk,
            "alt": "A harbour",
            "is_decorative": False,
            "caption": "Newer",
            "credit": "A. Person",
            "thumbnail": f"/media/{newer.rendition_path(320, 'webp')}",
            "square": f"/media/{newer.rendition_path(320, 'webp', 'square')}",
        }

    def test_gives_authors_portraits_last(self):
        picture, portrait = factories.image(), factories.image()
        factories.author(photo=portrait)
        results = self.client.get(CHOOSE).json()["results"]
        assert [result["id"] for result in results] == [picture.pk, portrait.pk]

    def test_searches_for_every_word(self):
        image = factories.image(caption="Cranes", credit="Ann Person")
        factories.image(caption="Cranes")
        results = self.client.get(CHOOSE, {"q": "ann CRANES"}).json()["results"]
        assert [result["id"] for result in results] == [image.pk]

    def test_answers_whatever_is_asked(self):
        for words in ("\0", "%00", "'\"", "x" * 5000, "\u202e", "\\", "_%"):
            assert self.client.get(CHOOSE, {"q": words}).status_code == 200

    def test_leads_to_the_smallest_copy(self):
        image = factories.image()
        response = self.client.get(thumbnail(image))
        assert response.status_code == 302
        assert response.url == f"/media/{image.rendition_path(320, 'webp')}"

    def test_knows_which_pictures_there_are(self):
        address = reverse("admin:articles_image_thumbnail", args=[999])
        assert self.client.get(address).status_code == 404

    def test_adds_a_picture(self):
        file = photographs.photograph()
        response = self.client.post(UPLOAD, {"file": file, "alt": "A harbour"})
        assert response.status_code == 201
        image = Image.objects.get()
        assert response.json()["results"][0]["id"] == image.pk
        assert (image.alt, image.focal_x) == ("A harbour", 50)

    def test_says_by_field_why_a_picture_is_not_added(self):
        file = ContentFile(b"<svg/>", "logo.svg")
        response = self.client.post(UPLOAD, {"file": file, "alt": "Our logo"})
        assert response.status_code == 400
        assert "Export the drawing as PNG" in response.json()["errors"]["file"][0]
        response = self.client.post(UPLOAD, {"alt": "x\0y"})
        assert set(response.json()["errors"]) == {"file", "alt"}

    def test_is_only_for_staff_who_may(self):
        image = factories.image()
        for account, status in [
            (None, 302),
            (factories.user(is_active=False), 302),
            (factories.user(), 403),
        ]:
            with self.subTest(account=account):
                self.client.logout()
                if account:
                    self.client.force_login(account)
                for address in (CHOOSE, thumbnail(image)):
                    assert self.client.get(address).status_code == status
                file = photographs.photograph()
                data = {"file": file, "alt": "x"}
                script = {"sec-fetch-dest": "empty"}
                response = self.client.post(UPLOAD, data, headers=script)
                assert response.status_code == status
        assert Image.objects.count() == 1

    def test_changes_nothing_by_reading(self):
        assert self.client.get(UPLOAD).status_code == 405
        assert self.client.post(CHOOSE).status_code == 405
