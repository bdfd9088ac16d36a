"""The screen of authors: the list, and the form of one."""

from django.contrib import admin

from articles.admin.authors import addresses as own
from articles.admin.authors.listing import ListsAuthors
from articles.admin.fields import AddressesField
from articles.admin.merging.screens import MergeableAdmin
from articles.admin.things.bin import addresses
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(ListsAuthors, MergeableAdmin):
    change_form_template = "admin/articles/author/change_form.html"
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (
            "Name",
            {
                "fields": [
                    "kind",
                    "name",
                    "honorific",
                    "short_name",
                    "sort_name",
                    "other_names",
                ]
            },
        ),
        ("Bio", {"fields": ["short_bio", "long_bio", "bio_reviewed_on"]}),
        (
            "About",
            {"fields": ["photo", "positions", "expertise", "languages"]},
        ),
        ("Elsewhere", {"fields": ["links", "slug"]}),
        ("With us", {"fields": ["is_active", "account"]}),
    ]

    def get_urls(self):
        urls = [*own.addresses(self), *addresses(self.admin_site)]
        return [*urls, *super().get_urls()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        classes = {"links": AddressesField}
        kwargs["field_classes"] = {**kwargs.get("field_classes", {}), **classes}
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        # Who signs in as whom is decided where accounts are.
        return [] if request.user.is_superuser else ["account"]
