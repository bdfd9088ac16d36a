"""One author's form, in the order of the work, and what stands beside it."""

from django import forms
from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse

from articles.admin.authors.beside import beside
from articles.admin.authors.positions import PositionsField
from articles.admin.choose import PictureField, PortraitInput
from articles.admin.fields import AddressesField
from articles.editing.things.permission import may_set_reserved
from articles.models import Publication
from articles.models.languages import NAMES

OWN_FIELDS = {
    "positions": PositionsField(
        required=False,
        label="Roles and affiliations",
        help_text="The newest first. Bylines tell the one of the day; an article can "
        "pin the one that was held when it was written.",
    ),
    "photo": PictureField(widget=PortraitInput, label="Portrait"),
}


class AuthorForm:
    """What AuthorAdmin says of the form."""

    change_form_template = "admin/articles/author/change_form.html"
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        ("Name", {"fields": ["kind", "name", "honorific", "short_name"]}),
        (
            "Bio",
            {"fields": ["short_bio", "bio_preview", "long_bio", "bio_reviewed_on"]},
        ),
        ("Portrait", {"fields": ["photo"]}),
        ("Roles and affiliations", {"fields": ["positions"]}),
        ("Elsewhere", {"fields": ["links", "languages", "expertise"]}),
        ("In other languages", {"fields": ["in_languages"]}),
        ("To be found", {"fields": ["sort_name", "other_names", "slug"]}),
        ("With us", {"fields": ["is_active", "account"]}),
    ]

    class Media:
        css = {"all": ["css/admin-author.css"]}
        js = [forms.Script("js/bio-preview.js", type="module")]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if own := OWN_FIELDS.get(db_field.name):
            return own
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        classes = {"links": AddressesField}
        kwargs["field_classes"] = {**kwargs.get("field_classes", {}), **classes}
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        # Who signs in as whom is decided where accounts are.
        return ["bio_preview", *([] if may_set_reserved(request.user) else ["account"])]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context["beside"] = beside(obj, request)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description="As it stands under an article")
    def bio_preview(self, author):
        place = "admin:articles_author_new_bio_preview"
        if author.pk:
            place = "admin:articles_author_bio_preview"
        ours = Publication.objects.current().language
        context = {
            "address": reverse(place, args=[author.pk] if author.pk else []),
            "languages": sorted(NAMES.items(), key=lambda each: each[0] != ours),
        }
        return render_to_string("admin/articles/author/bio_preview_field.html", context)
