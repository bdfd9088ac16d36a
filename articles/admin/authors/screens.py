"""The list of authors, and the form of one."""

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.authors import addresses as own
from articles.admin.base import said
from articles.admin.fields import AddressesField
from articles.admin.filters import Narrow
from articles.admin.things.bin import addresses
from articles.admin.things.screens import ThingAdmin
from articles.editing.concerns.bios import neglected
from articles.models import Author
from articles.models.actions import Action, may

# Where a proposed author does not stand, though it has a form of its own.
ALL_AT_ONCE = {"admin:articles_author_changelist", "admin:autocomplete"}


class ByBio(Narrow):
    title = "bio"
    parameter_name = "bio"

    def choices_of(self, request):
        return [("look", "To look after")]

    def narrowed(self, authors, value):
        now = timezone.now()
        found = neglected(now, timezone.localdate(now))
        return authors.filter(pk__in=found.order_by().values("pk"))


@admin.register(Author)
class AuthorAdmin(ThingAdmin):
    change_form_template = "admin/articles/author/change_form.html"
    list_display = [
        *("name", "kind", "articles_filed"),
        said("is_active", "Writes for us", "No longer", "With us"),
    ]
    list_filter = ["kind", "is_active", ByBio]
    search_fields = ["name", "sort_name", "other_names"]
    search_help_text = "A name or an affiliation"
    ordering = ["sort_name", "name"]
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

    def get_queryset(self, request):
        authors = super().get_queryset(request).annotate(credited=Count("articles"))
        if request.resolver_match.view_name in ALL_AT_ONCE:
            return authors.settled()
        return authors

    def get_form(self, request, obj=None, change=False, **kwargs):
        classes = {"links": AddressesField}
        kwargs["field_classes"] = {**kwargs.get("field_classes", {}), **classes}
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        # Who signs in as whom is decided where accounts are.
        return [] if request.user.is_superuser else ["account"]

    @admin.display(description="Articles", ordering="credited")
    def articles_filed(self, author):
        place = reverse("admin:articles_article_changelist")
        return format_html(
            '<a href="{}?author={}">{}</a>', place, author.pk, author.credited
        )

    def get_list_display(self, request):
        if may(request.user, Action.READ):
            return self.list_display
        return [name for name in self.list_display if name != "articles_filed"]
