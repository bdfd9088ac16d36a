"""What is asked about a picture."""

from django import forms
from django.core.exceptions import ValidationError

from articles.admin.things.forms import ThingForm
from articles.editing import images
from articles.models import Image

PICTURE_TYPES = "image/jpeg,image/png,image/webp,image/gif,image/avif"
WORDS = ("alt", "is_decorative", "caption", "credit")
RIGHTS = ("licence", "may_be_republished")
FOCAL_POINT = ("focal_x", "focal_y")


class WordsForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = [*WORDS, *RIGHTS, *FOCAL_POINT]
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "caption": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            **dict.fromkeys(FOCAL_POINT, forms.NumberInput({"min": 0, "max": 100})),
        }

    def clean(self):
        super().clean()
        words = self.cleaned_data
        if "alt" in words and not words["alt"] and not words.get("is_decorative"):
            self.add_error(
                "alt", "Say what the picture shows, or tick “decorative” if it is."
            )


class KnownForm(ThingForm, WordsForm):
    """The words of a picture that is in the library."""


class UploadForm(WordsForm):
    file = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG, WebP, GIF or AVIF; at most 25 MB and 40 megapixels.",
        error_messages={"required": "Choose a picture."},
        widget=forms.FileInput({"accept": PICTURE_TYPES}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in FOCAL_POINT:  # the middle, where nobody says anything else
            self.fields[name].required = False

    def keep(self, *, by):
        """Add the picture and return its Image; None, with an error, if refused."""
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if value is not None and name != "file"
        }
        try:
            return images.add(self.cleaned_data["file"], by=by, **given)
        except ValidationError as error:
            self.add_error("file", error.messages)
            return None

    def differs_from(self, image):
        """Say whether the library knew the picture by other words than those given."""
        return any(
            value and getattr(image, name) != value
            for name, value in self.cleaned_data.items()
            if name != "file"
        )
