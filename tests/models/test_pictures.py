"""Pictures as HTML, from the row alone."""

from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.test import SimpleTestCase

from articles.models import Image, pictures

SIZES = "100vw"


def image(**fields):
    fields = {"alt": "A harbour", "width": 1800, "height": 1200, **fields}
    return Image(checksum="a" * 64, format="jpeg", **fields)


class RenditionTests(SimpleTestCase):
    def test_are_never_wider_than_the_original(self):
        for width, widths in [
            (100, [100]),
            (320, [320]),
            (1000, [320, 640, 960, 1000]),
            (1930, [320, 640, 960, 1440, 1920]),
        ]:
            with self.subTest(width=width):
                assert image(width=width).widths() == widths

    def test_are_cut_square_no_wider_than_the_shorter_side(self):
        assert image(width=1800, height=200).square_widths() == [160, 200]

    def test_have_other_names_for_another_focal_point_crop_width_or_format(self):
        one, other = image(), image(focal_x=10)
        names = [
            one.rendition_path(320, "webp"),
            one.rendition_path(320, "jpeg"),
            one.rendition_path(640, "webp"),
            one.rendition_path(320, "webp", pictures.SQUARE),
            other.rendition_path(320, "webp"),
        ]
        assert len(set(names)) == len(names)
        assert image().rendition_path(320, "webp") == names[0]

    def test_do_not_tell_the_checksum(self):
        assert "a" * 8 not in image().rendition_path(320, "webp")


class PictureTests(SimpleTestCase):
    """A SimpleTestCase refuses every query by itself."""

    def test_offers_every_width_as_webp_and_one_jpeg(self):
        markup = pictures.picture(image(), sizes=SIZES)
        base = image().rendition_path(320, "webp").removesuffix("320.webp")
        srcset = ", ".join(
            f"/media/{base}{width}.webp {width}w"
            for width in (320, 640, 960, 1440, 1800)
        )
        assert f'srcset="{srcset}" sizes="100vw"' in markup
        assert f'<img src="/media/{base}1800.jpg" width="1800" height="1200"' in markup
        assert 'alt="A harbour" loading="lazy" decoding="async">' in markup

    def test_touches_no_disk(self):
        with (
            mock.patch.object(FileSystemStorage, "exists", side_effect=AssertionError),
            mock.patch("pathlib.Path.open", side_effect=AssertionError),
            mock.patch("builtins.open", side_effect=AssertionError),
        ):
            pictures.figure(image(), sizes=SIZES)

    def test_is_fetched_first_where_it_is_seen_first(self):
        markup = pictures.picture(image(), sizes=SIZES, eager=True)
        assert 'loading="eager" fetchpriority="high"' in markup

    def test_is_silent_where_it_is_decorative(self):
        markup = pictures.picture(image(alt="", is_decorative=True), sizes=SIZES)
        assert ' alt="" ' in markup

    def test_escapes_every_word(self):
        attack = '"><script>alert(1)</script>'
        hostile = image(alt=attack, caption=attack, credit=attack)
        markup = pictures.figure(hostile, sizes=attack)
        assert "<script" not in markup
        assert markup.count("&lt;script&gt;") == 4

    def test_is_square_where_asked(self):
        markup = pictures.square(image(), sizes="6rem")
        assert 'width="640" height="640"' in markup
        assert "-square-160.webp 160w" in markup


class FigureTests(SimpleTestCase):
    def test_prints_caption_and_credit(self):
        markup = pictures.figure(
            image(caption="Cranes & ships", credit="A. Person"), sizes=SIZES
        )
        assert markup.startswith('<figure class="picture"><picture>')
        assert markup.endswith(
            "</picture><figcaption>Cranes &amp; ships "
            '<span class="credit">A. Person</span></figcaption></figure>'
        )

    def test_prints_the_article_s_caption_in_place_of_the_library_s(self):
        markup = pictures.figure(
            image(caption="The library’s"),
            sizes=SIZES,
            caption="The <em>article’s</em>",
        )
        assert "<figcaption>The <em>article’s</em></figcaption>" in markup

    def test_has_no_empty_caption(self):
        assert "figcaption" not in pictures.figure(image(), sizes=SIZES)


class WordsTests(SimpleTestCase):
    def test_are_not_given_to_a_decorative_picture(self):
        with pytest.raises(ValidationError, match="needs no text in its place"):
            image(is_decorative=True).clean()
