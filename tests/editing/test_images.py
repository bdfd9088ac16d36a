"""The media library takes pictures in, and nothing that only looks like one."""

import tempfile
from io import BytesIO
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import transaction
from django.test import TestCase, TransactionTestCase
from PIL import Image as Pillow
from PIL import ImageCms, IptcImagePlugin, PngImagePlugin

from articles.editing import images, things
from articles.editing.images import darkroom, developing, library
from articles.models import Author, Image
from articles.models.pictures import SQUARE
from tests import factories, photographs
from tests.photographs import BLUE, GREEN, RED

ORIENTATION, ARTIST, COPYRIGHT, GPS = 0x0112, 0x013B, 0x8298, 0x8825


def copy_of(image, width=None, format="webp", crop=""):
    """Open one copy as a reader's browser gets it."""
    name = image.rendition_path(width or image.widths()[-1], format, crop)
    with default_storage.open(name) as file:
        return Pillow.open(BytesIO(file.read()))


def is_like(pixel, colour, tolerance=40):
    return all(abs(a - b) < tolerance for a, b in zip(pixel, colour, strict=False))


class LibraryTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.writer = factories.user("Writer")
        cls.editor = factories.editor()

    def add(self, file, **words):
        return images.add(file, by=self.writer, **words)

    def assert_refused(self, file, words):
        with pytest.raises(ValidationError) as refusal:
            self.add(file)
        assert words in refusal.value.messages[0]
        assert not Image.objects.exists()


class AddTests(LibraryTestCase):
    def test_keeps_the_words_the_size_and_who_brought_it(self):
        image = self.add(
            photographs.photograph((900, 600)),
            alt="A harbour",
            caption="Cranes",
            credit="A. Person",
            focal_x=20,
            may_be_republished=True,
        )
        image.refresh_from_db()
        assert (image.width, image.height, image.format) == (900, 600, "jpeg")
        assert (image.alt, image.caption, image.credit, image.focal_x) == (
            *("A harbour", "Cranes", "A. Person"),
            20,
        )
        assert image.may_be_republished
        assert image.uploaded_by == self.writer

    def test_makes_every_copy_that_pages_ask_for(self):
        image = self.add(photographs.photograph((1000, 500)))
        assert image.widths() == [320, 640, 960, 1000]
        for format in ("webp", "jpeg"):
            for width in image.widths():
                copy = copy_of(image, width, format)
                assert copy.size == (width, image.rendition_height(width))
                assert copy.format == format.upper()
            for width in image.square_widths():
                assert copy_of(image, width, format, SQUARE).size == (width, width)

    def test_makes_copies_of_pictures_of_any_shape(self):
        for number, size in enumerate([(1, 1), (3000, 2), (2, 3000), (159, 2001)]):
            with self.subTest(size=size):
                image = self.add(photographs.photograph(size, (number, 0, 0)))
                for width in image.widths():
                    height = image.rendition_height(width)
                    assert copy_of(image, width).size == (width, height)
                for width in image.square_widths():
                    assert copy_of(image, width, crop=SQUARE).size == (width, width)

    def test_keeps_the_original_as_it_came_and_without_an_address(self):
        file = photographs.photograph()
        came = file.read()
        image = self.add(file)
        with image.original.open() as original:
            assert original.read() == came
        with pytest.raises(ValueError, match="no address"):
            image.original.url  # noqa: B018
        kept = Path(storages["originals"].path(image.original.name)).resolve()
        assert not kept.is_relative_to(Path(settings.MEDIA_ROOT).resolve())
        for attempt in (image.original.name, f"../private/{image.original.name}"):
            response = self.client.get(f"{settings.MEDIA_URL}{attempt}")
            assert response.status_code in {400, 404}

    def test_returns_the_picture_that_is_here_already_with_its_words_untouched(self):
        first = self.add(photographs.photograph(), alt="First words")
        second = self.add(photographs.photograph(), alt="Other words")
        assert second == first
        assert second.alt == "First words"

    def test_is_refused_to_whoever_may_not_add_pictures(self):
        for account in (factories.user(), factories.user("Writer", is_active=False)):
            with pytest.raises(PermissionDenied):
                images.add(photographs.photograph(), by=account)

    def test_is_open_to_every_role(self):
        for role in ("Writer", "Editor", "Publisher", "Authors' desk"):
            images.add(photographs.photograph(), by=factories.user(role))

    def test_refuses_words_that_do_not_fit_before_anything_is_made(self):
        with mock.patch.object(library, "developed", side_effect=AssertionError):
            with pytest.raises(ValidationError):
                self.add(photographs.photograph(), alt="x" * 401)
            with pytest.raises(ValidationError):
                self.add(photographs.photograph(), focal_x=101)
            with pytest.raises(ValidationError):
                self.add(photographs.photograph(), alt="x", is_decorative=True)

    def test_leaves_no_working_files_behind(self):
        with tempfile.TemporaryDirectory() as folder:
            with mock.patch.object(tempfile, "tempdir", folder):
                self.add(photographs.photograph())
                with pytest.raises(ValidationError):
                    self.add(ContentFile(b"no picture"))
            assert list(Path(folder).iterdir()) == []

    def test_writes_over_what_an_interrupted_try_left(self):
        image = self.add(photographs.photograph())
        name = image.rendition_path(image.widths()[0], "webp")
        Image.objects.all().delete()
        Path(default_storage.path(name)).write_bytes(b"half a picture")
        again = self.add(photographs.photograph())
        assert again.rendition_path(again.widths()[0], "webp") == name
        assert copy_of(again).size == (60, 40)

    def test_returns_the_other_s_row_where_two_add_the_same_at_once(self):
        first = self.add(photographs.photograph(), alt="First")
        nobody = mock.Mock(filter=mock.Mock(return_value=[]), get=Image.objects.get)
        with mock.patch.object(Image, "objects", nobody):
            assert self.add(photographs.photograph(), alt="Second") == first


class AddManyTests(LibraryTestCase):
    def test_returns_images_in_the_order_of_the_files(self):
        files = [photographs.photograph(colour=(n, 0, 0)) for n in (1, 2, 1, 3)]
        added = images.add_many(
            [(file, {"alt": f"Number {n}"}) for n, file in enumerate(files)],
            by=self.writer,
        )
        assert [image.alt for image in added] == [f"Number {n}" for n in (0, 1, 0, 3)]

    def test_keeps_nothing_where_one_is_refused(self):
        files = [photographs.photograph(), ContentFile(b"no picture")]
        with pytest.raises(ValidationError):
            images.add_many([(file, {}) for file in files], by=self.writer)
        assert not Image.objects.exists()


class TransactionTests(TransactionTestCase):
    def test_leaves_no_row_where_the_transaction_fails_and_a_second_try_works(self):
        writer = factories.user("superuser")
        with transaction.atomic():
            images.add(photographs.photograph(), by=writer)
            transaction.set_rollback(True)
        assert not Image.objects.exists()
        assert copy_of(images.add(photographs.photograph(), by=writer)).size == (60, 40)


class FormatTests(LibraryTestCase):
    def test_are_told_by_what_is_in_the_file_whatever_it_is_called(self):
        for format in ("jpeg", "png", "webp", "gif", "avif"):
            with self.subTest(format=format):
                file = photographs.photograph(format=format, name="letter.docx")
                image = self.add(file)
                assert image.format == format
                assert image.original.name.endswith(f".{format}")
                assert is_like(copy_of(image).getpixel((5, 5)), RED)

    def test_are_no_others(self):
        for format in ("bmp", "tiff", "ico", "ppm", "tga", "jpeg2000"):
            with self.subTest(format=format):
                self.assert_refused(photographs.photograph(format=format), "Save it as")

    def test_do_not_include_drawings_with_programs(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        for text in (svg, b'<?xml version="1.0"?>\n<!-- x -->' + svg):
            self.assert_refused(ContentFile(text, "logo.png"), "SVG")

    def test_do_not_include_what_telephones_save(self):
        head = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
        self.assert_refused(ContentFile(head + b"\0" * 500), "HEIC")

    def test_show_the_first_of_moving_pictures(self):
        frames = [photographs.drawn(colour=colour) for colour in (RED, GREEN, BLUE)]
        for format in ("gif", "webp", "png"):
            with self.subTest(format=format):
                file = photographs.saved(
                    frames[0], format, save_all=True, append_images=frames[1:]
                )
                image = self.add(file)
                assert is_like(copy_of(image).getpixel((5, 5)), RED)
                assert getattr(copy_of(image), "n_frames", 1) == 1


class ColourTests(LibraryTestCase):
    def test_lie_on_paper_where_the_picture_is_transparent(self):
        clear = Pillow.new("RGBA", (60, 40), (0, 0, 0, 0))
        clear.paste((*RED, 255), (30, 0, 60, 40))
        for format in ("webp", "jpeg"):
            copy = copy_of(self.add(photographs.saved(clear, "png")), format=format)
            assert copy.mode == "RGB"
            assert is_like(copy.getpixel((5, 5)), (255, 255, 255), 12)
            assert is_like(copy.getpixel((55, 5)), RED)

    def test_are_right_whatever_the_file_keeps_them_in(self):
        grey = (128, 128, 128)
        palette = photographs.drawn().convert("P", palette=Pillow.Palette.ADAPTIVE)
        for mode, picture, format, colour in [
            ("CMYK", photographs.drawn().convert("CMYK"), "jpeg", RED),
            ("L", Pillow.new("L", (60, 40), 128), "png", grey),
            ("LA", Pillow.new("LA", (60, 40), (128, 255)), "png", grey),
            ("1", Pillow.new("1", (60, 40), 1), "png", (255, 255, 255)),
            ("P", palette, "png", RED),
            ("I;16", Pillow.new("I;16", (60, 40), 128 * 257), "png", grey),
        ]:
            with self.subTest(mode=mode):
                copy = copy_of(self.add(photographs.saved(picture, format)))
                assert is_like(copy.getpixel((5, 5)), colour)

    def test_are_brought_into_srgb(self):
        picture = photographs.drawn(colour=(120, 120, 120))
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        image = self.add(photographs.saved(picture, icc_profile=lab))
        copy = copy_of(image, format="jpeg")
        assert "icc_profile" not in copy.info
        assert is_like(copy.getpixel((5, 5)), (120, 120, 120), 6)

    def test_survive_a_profile_that_makes_no_sense(self):
        image = self.add(photographs.photograph(icc_profile=b"nonsense" * 30))
        assert is_like(copy_of(image).getpixel((5, 5)), RED)


class OrientationTests(LibraryTestCase):
    def test_is_applied_to_the_copies_and_the_size(self):
        # Where the left half, which is red, must be afterwards.
        for orientation, red, blue in [
            (1, (5, 20), (55, 20)),
            (2, (55, 20), (5, 20)),
            (3, (55, 20), (5, 20)),
            (4, (5, 20), (55, 20)),
            (5, (20, 5), (20, 55)),
            (6, (20, 5), (20, 55)),
            (7, (20, 55), (20, 5)),
            (8, (20, 55), (20, 5)),
        ]:
            with self.subTest(orientation=orientation):
                exif = Pillow.Exif()
                exif[ORIENTATION] = orientation
                image = self.add(photographs.saved(photographs.halves(), exif=exif))
                size = (60, 40) if orientation < 5 else (40, 60)
                copy = copy_of(image)
                assert (image.width, image.height) == copy.size == size
                assert is_like(copy.getpixel(red), RED)
                assert is_like(copy.getpixel(blue), BLUE)


class PrivacyTests(LibraryTestCase):
    def test_takes_place_camera_and_remarks_out_of_every_copy(self):
        exif = Pillow.Exif()
        exif[0x0110] = "A camera"
        exif.get_ifd(GPS)[1] = "N"
        xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>a secret</x:xmpmeta>"
        image = self.add(
            photographs.photograph(exif=exif, xmp=xmp, comment=b"a secret remark")
        )
        with image.original.open() as original:
            assert b"secret" in original.read()
        for format in ("webp", "jpeg"):
            name = image.rendition_path(60, format)
            data = Path(default_storage.path(name)).read_bytes()
            for trace in (b"Exif", b"secret", b"xmp", b"XMP", b"camera"):
                assert trace not in data
            assert not dict(copy_of(image, format=format).getexif())

    def test_takes_the_texts_out_of_a_png(self):
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", "a secret remark")
        image = self.add(photographs.photograph(format="png", pnginfo=texts))
        name = image.rendition_path(60, "webp")
        assert b"secret" not in Path(default_storage.path(name)).read_bytes()

    def test_keeps_whose_picture_it_is(self):
        exif = Pillow.Exif()
        exif[COPYRIGHT] = "An Agency"
        iptc = darkroom.as_iptc({darkroom.BYLINE: "Zoë Person"})
        image = self.add(photographs.photograph(exif=exif, extra=iptc))
        assert image.credit == "Zoë Person"
        kept = IptcImagePlugin.getiptcinfo(copy_of(image, format="jpeg"))
        assert kept[darkroom.BYLINE].decode() == "Zoë Person"
        assert kept[darkroom.NOTICE].decode() == "An Agency"

    def test_prefers_the_credit_that_staff_give(self):
        exif = Pillow.Exif()
        exif[ARTIST] = "Another Person"
        image = self.add(photographs.photograph(exif=exif), credit="Z. Person / Agency")
        assert image.credit == "Z. Person / Agency"


class RefusalTests(LibraryTestCase):
    def test_of_an_empty_file(self):
        self.assert_refused(ContentFile(b""), "empty")

    def test_of_a_file_that_is_too_large(self):
        with mock.patch.object(developing, "MOST_BYTES", 500):
            self.assert_refused(photographs.photograph(), "larger than 25 MB")

    def test_of_too_many_pixels_before_they_are_decoded(self):
        for size in [(6410, 6400), (16000, 16000), (2**31 - 1, 2**31 - 1)]:
            with self.subTest(size=size):
                bomb = photographs.png_that_says_it_is(*size)
                self.assert_refused(bomb, "more than 40 megapixels")

    def test_of_a_real_picture_of_41_megapixels(self):
        large = Pillow.new("1", (6410, 6400))
        self.assert_refused(photographs.saved(large, "png"), "more than 40 megapixels")

    def test_of_a_side_that_no_webp_can_have(self):
        long = photographs.photograph((16_400, 2), format="png")
        self.assert_refused(long, "16,400 by 2 pixels")

    def test_of_a_picture_that_ends_too_early(self):
        for format in ("jpeg", "png", "webp", "gif", "avif"):
            noise = Pillow.effect_noise((300, 200), 90).convert("RGB")
            whole = photographs.saved(noise, format).read()
            with self.subTest(format=format):
                self.assert_refused(ContentFile(whole[: len(whole) // 2]), "damaged")

    def test_of_a_head_without_a_picture(self):
        for head in (
            b"GIF89a<script>alert(1)</script>",
            b"\xff\xd8\xff<html><body onload=alert(1)>",
            b"\x89PNG\r\n\x1a\n<?php system($_GET['x']); ?>",
            b"RIFF\x24\0\0\0WEBPVP8 <script>",
            b"\0\0\0\x18ftypavif\0\0\0\0mif1avif<script>",
        ):
            with self.subTest(head=head):
                self.assert_refused(ContentFile(head + b" " * 200), "damaged")

    def test_of_other_files(self):
        for data in (b"%PDF-1.7", b"PK\x03\x04", b"\x7fELF", b"<html>", b"\0" * 2000):
            self.assert_refused(ContentFile(data, "picture.jpg"), "not a picture")

    def test_of_a_compressed_text_that_fills_the_memory(self):
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", "x" * 80_000_000, zip=True)
        bomb = photographs.photograph(format="png", pnginfo=texts)
        self.assert_refused(bomb, "damaged")

    def test_of_a_picture_that_takes_too_long(self):
        with (
            mock.patch.object(developing, "SECONDS_TO_DEVELOP", 0.001),
            self.assertLogs(developing.logger, "WARNING"),
        ):
            self.assert_refused(photographs.photograph(), "damaged")

    def test_of_a_picture_that_breaks_the_darkroom(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = Path(folder, "darkroom.py")
            broken.write_text("import os; os.abort()")
            with (
                mock.patch.object(developing, "DARKROOM", broken),
                self.assertLogs(developing.logger, "WARNING"),
            ):
                self.assert_refused(photographs.photograph(), "damaged")

    def test_lets_no_markup_of_a_true_picture_into_its_copies(self):
        page = b"<html><script>alert(1)</script></html>"
        image = self.add(
            ContentFile(photographs.photograph(format="gif").read() + page)
        )
        for format in ("webp", "jpeg"):
            name = image.rendition_path(60, format)
            assert b"script" not in Path(default_storage.path(name)).read_bytes()


class DarkroomTests(TestCase):
    def test_is_kept_from_the_secrets_of_the_site(self):
        with (
            mock.patch.dict("os.environ", {"SECRET_KEY": "secret"}),
            mock.patch.object(developing.subprocess, "run") as run,
        ):
            run.return_value.stdout = b"{}"
            developing.answer_of_the_darkroom({"folder": "/"})
        assert "secret" not in str(run.call_args)

    def test_may_not_use_more_than_it_needs(self):
        with mock.patch.object(darkroom.resource, "setrlimit") as limit:
            darkroom.limit_this_process()
        limited = {call.args[0] for call in limit.call_args_list}
        assert {darkroom.resource.RLIMIT_AS, darkroom.resource.RLIMIT_CPU} <= limited


class RefocusTests(LibraryTestCase):
    def setUp(self):
        wide = photographs.halves((600, 200), left=RED, right=BLUE)
        self.image = self.add(photographs.saved(wide))
        self.before = self.image.rendition_path(160, "webp", SQUARE)

    def test_cuts_new_copies_around_the_point_and_leaves_the_old(self):
        images.refocus(self.image, 100, 50, by=self.editor)
        cut = copy_of(self.image, 160, crop=SQUARE)
        assert is_like(cut.getpixel((10, 80)), BLUE)
        assert self.image.rendition_path(160, "webp", SQUARE) != self.before
        assert default_storage.exists(self.before)
        assert (self.image.focal_x, self.image.focal_y) == (100, 50)

    def test_is_refused_to_writers(self):
        with pytest.raises(PermissionDenied):
            images.refocus(self.image, 0, 0, by=self.writer)

    def test_refuses_a_point_outside_the_picture(self):
        with pytest.raises(ValidationError):
            images.refocus(self.image, 101, 0, by=self.editor)

    def test_says_so_where_the_original_is_gone(self):
        self.image.original.storage.delete(self.image.original.name)
        with pytest.raises(ValidationError, match="backup"):
            images.refocus(self.image, 0, 0, by=self.editor)
        self.image.refresh_from_db()
        assert self.image.focal_x == 50


class UsesTests(TestCase):
    def places(self, image):
        return {str(use).partition(" “")[0] for use in images.uses(image)}

    def test_are_found_in_texts_heads_portraits_and_covers(self):
        image = factories.image()
        author = factories.author(photo=image)
        report = factories.report(cover=image)
        factories.published_article(
            by_line=[author],
            reports=(report.pk,),
            lead_image=image.pk,
            body=f'<p>Text.</p><figure data-image="{image.pk}"></figure>',
        )
        assert self.places(image) == {
            "the lead picture of",
            "in the text of",
            "the lead picture that readers see or saw of",
            "in the text that readers see or saw of",
            "the portrait of",
            "the cover of",
        }

    def test_are_not_those_of_an_image_with_a_longer_number(self):
        image = factories.image()
        body = f'<p>Text.</p><figure data-image="{image.pk}0"></figure>'
        factories.article(body=body)
        assert images.uses(image) == []


class BinTests(LibraryTestCase):
    def setUp(self):
        super().setUp()
        self.image = self.add(photographs.photograph(), alt="Cranes", focal_x=20)

    def delete(self, image=None, by=None):
        return things.delete(image or self.image, by=by or self.editor, seen=1)

    def test_a_picture_comes_back_whole_with_its_files(self):
        was = Image.objects.values().get()
        copy = self.image.rendition_path(60, "webp")
        with self.captureOnCommitCallbacks(execute=True):
            version = self.delete()
        assert not Image.objects.exists()
        things.bring_back(version, by=self.editor)
        assert Image.objects.values().get() == {**was, "version": 3}
        with Image.objects.get().original.open() as original:
            assert original.read()
        assert default_storage.exists(copy)

    def test_it_comes_back_though_whoever_added_it_is_gone(self):
        version = self.delete(by=factories.user("superuser"))
        self.image.uploaded_by.delete()
        things.bring_back(version, by=factories.editor())
        assert Image.objects.get().uploaded_by is None

    def test_it_does_not_come_back_beside_the_same_file(self):
        version = self.delete()
        again = self.add(photographs.photograph(), alt="Cranes anew")
        with pytest.raises(ValidationError, match="added anew meanwhile"):
            things.bring_back(version, by=self.editor)
        assert Image.objects.get() == again

    def test_what_is_shown_stays(self):
        factories.author("Zoë Person", photo=self.image)
        with pytest.raises(ValidationError, match="portrait of “Zoë Person”"):
            self.delete()
        body = f'<p>Text.</p><figure data-image="{self.image.pk}"></figure>'
        factories.article(body=body)
        Author.objects.update(photo=None)
        with pytest.raises(ValidationError, match="in the text of"):
            self.delete()
        assert Image.objects.exists()

    def test_is_refused_to_writers(self):
        with pytest.raises(PermissionDenied):
            self.delete(by=self.writer)
