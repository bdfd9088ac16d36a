"""The screens about ourselves: the publication, sources, small print, appeals."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse

from articles.admin.base import said
from articles.admin.checks import ChecksField
from articles.admin.fields import AddressesField, AddressField
from articles.admin.things.screens import ThingAdmin
from articles.models import Disclaimer, Prompt, Publication, Source
from articles.models.publication import THE_ONE


@admin.register(Publication)
class PublicationAdmin(ThingAdmin):
    """One row, so no list: whoever asks for it is led to the form."""

    fieldsets = [
        ("Name", {"fields": ["name", "legal_name", "domain", "tagline"]}),
        ("Language and time", {"fields": ["language", "time_zone"]}),
        ("Wordings", {"fields": ["source_wording", "copyright_wording"]}),
        ("Small print", {"fields": ["default_disclaimer", "fair_use_notice"]}),
        ("How to reach us", {"fields": ["media_inquiries", "reprints"]}),
        ("Errors", {"fields": ["error_reports", "error_reports_address"]}),
        (
            "Where readers go",
            {
                "fields": [
                    *("membership_url", "comments_wording", "comments_url"),
                    *("social_accounts", "shows_history"),
                ]
            },
        ),
        ("Authors", {"fields": ["author_request_days"]}),
        (
            "Before publication",
            {
                "fields": [
                    *("has_four_eyes", "only_publishers_publish"),
                    "check_levels",
                ]
            },
        ),
        ("Authors", {"fields": ["bio_months"]}),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["field_classes"] = {
            "social_accounts": AddressesField,
            "membership_url": AddressField,
            "comments_url": AddressField,
        }
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "check_levels":
            return ChecksField(
                label="Checks", help_text=db_field.help_text, required=False
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return HttpResponseRedirect(
            reverse("admin:articles_publication_change", args=[THE_ONE])
        )

    def add_view(self, request, form_url="", extra_context=None):
        return self.changelist_view(request)

    def get_object(self, request, object_id, from_field=None):
        if str(object_id) != str(THE_ONE):
            return None
        return Publication.objects.get_or_create(pk=THE_ONE)[0]

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(request.path)


@admin.register(Source)
class SourceAdmin(ThingAdmin):
    list_display = [
        *("name", "site"),
        said("has_standing_permission", "Standing", "Ask each time", "Permission"),
        said("is_canonical", "To the original", "To us", "Search engines are sent"),
    ]
    search_fields = ["name"]
    ordering = ["name"]
    fields = [
        *("name", "site", "credit_wording", "has_standing_permission", "licence"),
        *("is_canonical", "disclaimer"),
    ]


@admin.register(Disclaimer)
class DisclaimerAdmin(ThingAdmin):
    list_display = ["name", "version"]
    search_fields = ["name"]
    ordering = ["name"]
    fields = ["name", "text"]


@admin.register(Prompt)
class PromptAdmin(ThingAdmin):
    list_display = [
        *("name", "slot", "language"),
        said("is_evergreen", "The usual one", "For a time", "Kind"),
        said("is_active", "In use", "Not in use", "Shown"),
        "priority",
    ]
    list_filter = ["slot", "language", "is_active"]
    search_fields = ["name", "text"]
    ordering = ["slot", "-priority", "name"]
    fieldsets = [
        (None, {"fields": ["name", "slot", "language"]}),
        ("What it says", {"fields": ["text", "button", "url"]}),
        (
            "When",
            {
                "fields": [
                    *("is_evergreen", "is_active", "priority"),
                    *("shows_from", "shows_until"),
                ]
            },
        ),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["field_classes"] = {"url": AddressField}
        return super().get_form(request, obj, change=change, **kwargs)
