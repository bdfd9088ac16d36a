"""A contact sheet, one picture, and adding one."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from articles.admin.images.chooser import ChooserViews
from articles.admin.images.forms import (
    FOCAL_POINT,
    RIGHTS,
    WORDS,
    KnownForm,
    UploadForm,
)
from articles.admin.things.screens import ThingAdmin
from articles.editing import images
from articles.models import Image
from articles.models.pictures import address
from articles.templatetags.contact_sheet import contact_print
from articles.templatetags.desk import full_moment


class WordsFilter(admin.SimpleListFilter):
    title = "text in its place"
    parameter_name = "alt"
    MEANINGS = {
        "missing": Q(alt="", is_decorative=False),
        "there": ~Q(alt=""),
        "decorative": Q(is_decorative=True),
    }

    def lookups(self, request, model_admin):
        return [
            ("missing", "Missing"),
            ("there", "There"),
            ("decorative", "Decorative"),
        ]

    def queryset(self, request, queryset):
        meaning = self.MEANINGS.get(self.value())
        return queryset if meaning is None else queryset.filter(meaning)


@admin.register(Image)
class ImageAdmin(ChooserViews, ThingAdmin):
    form = KnownForm
    change_list_template = "admin/articles/image/change_list.html"
    delete_confirmation_template = "admin/articles/image/delete_confirmation.html"
    list_filter = [WordsFilter, "may_be_republished", "uploaded_at"]
    list_per_page = 60
    search_fields = ["caption", "alt", "credit"]
    search_help_text = "In captions, texts in place of the picture, and credits."
    ordering = ["-uploaded_at", "-pk"]
    readonly_fields = ["large", "facts", "where_used"]
    fieldsets = [
        (None, {"fields": ["large", FOCAL_POINT]}),
        ("Words", {"fields": WORDS}),
        ("Rights", {"fields": RIGHTS}),
        ("Where it is shown", {"fields": ["where_used"]}),
        ("The file", {"fields": ["facts"]}),
    ]
    upload_fieldsets = [
        (None, {"fields": ["file", FOCAL_POINT]}),
        ("Words", {"fields": WORDS}),
        ("Rights", {"fields": RIGHTS}),
    ]

    class Media:
        css = {"all": ["css/admin-images.css"]}
        js = [forms.Script("js/focal-point.js", type="module")]

    # Adding

    def add_view(self, request, form_url="", extra_context=None):
        """Show the form, or add the picture.

        Not Django's own, which opens its transaction first: everybody else's saving
        would wait while a picture is being developed.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if form.is_bound and form.is_valid():
            image = form.keep(by=request.user)
            if image is not None:
                return self.added(request, form, image)
        return self.upload_page(request, form, form_url)

    def added(self, request, form, image):
        if form.differs_from(image):
            messages.warning(
                request,
                "This picture was in the library already. Its words are as they were: "
                "look whether yours are better.",
            )
            return redirect("admin:articles_image_change", image.pk)
        return admin.ModelAdmin.response_add(self, request, image)

    def upload_page(self, request, form, form_url):
        fields = helpers.AdminForm(form, self.upload_fieldsets, {}, model_admin=self)
        context = {
            **self.admin_site.each_context(request),
            "title": "Add a picture",
            "subtitle": None,
            "adminform": fields,
            "errors": helpers.AdminErrorList(form, []),
            "inline_admin_formsets": [],
            "is_popup": False,
            "media": self.media + fields.media,
            "object_id": None,
            "original": None,
            "preserved_filters": self.get_preserved_filters(request),
            "to_field": None,
        }
        return self.render_change_form(request, context, add=True, form_url=form_url)

    # Changing and deleting

    def save_related(self, request, form, formsets, change):
        image = form.instance
        if set(FOCAL_POINT) & set(form.changed_data):
            try:
                images.refocus(
                    image, *map(form.cleaned_data.get, FOCAL_POINT), by=request.user
                )
            except ValidationError as error:
                messages.error(request, error.messages[0])
                for name in FOCAL_POINT:
                    setattr(image, name, form.initial[name])
        super().save_related(request, form, formsets, change)

    def get_deleted_objects(self, objs, request):
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(
            objs, request
        )
        shown = [self.linked(use) for image in objs for use in images.uses(image)]
        return to_delete, counts, perms_needed, shown or protected

    # What the screens print

    @admin.display(description="Picture")
    def large(self, image):
        if image.withdrawn_at:
            since = full_moment(image.withdrawn_at)
            words = "Withdrawn for legal reasons, {}: no reader can fetch it."
            return format_html("{}<p>{}</p>", contact_print(image), words.format(since))
        width = next((each for each in image.widths() if each >= 640), image.width)
        return format_html(
            '<img class="large-picture" data-focal-picture src="{}" width="{}" '
            'height="{}" alt="{}">',
            address(image, width, "webp"),
            width,
            image.rendition_height(width),
            image.alt,
        )

    @admin.display(description="File")
    def facts(self, image):
        name = image.uploaded_by and (
            image.uploaded_by.get_full_name() or image.uploaded_by.get_username()
        )
        return (
            f"{image.format.upper()}, {image.width:,} × {image.height:,} pixels, "
            f"added by {name or 'somebody whose account is gone'}"
        )

    @admin.display(description="Shown")
    def where_used(self, image):
        shown = images.uses(image)
        if not shown:
            return "Nowhere yet."
        lines = ([self.linked(use)] for use in shown)
        return format_html_join(mark_safe("<br>"), "{}", lines)

    def linked(self, use):
        """Print a use with a link to the screen of what uses the picture."""
        thing = getattr(use.thing, "article", use.thing)
        try:
            screen = reverse(
                f"{self.admin_site.name}:articles_{thing._meta.model_name}_change",
                args=[thing.pk],
            )
        except NoReverseMatch:
            return str(use)
        place = f"{use.place[0].upper()}{use.place[1:]}"
        return format_html('{} <a href="{}">{}</a>', place, screen, use.thing)
