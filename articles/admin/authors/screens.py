"""The list of authors, and the form of one."""

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from articles.admin.authors import addresses as own
from articles.admin.authors.form import AuthorForm
from articles.admin.authors.reviewing import button
from articles.admin.base import said
from articles.admin.filters import Narrow
from articles.admin.things.bin import addresses
from articles.admin.things.screens import ThingAdmin
from articles.editing.concerns.bios import neglected
from articles.models import Author
from articles.models.actions import Action, may


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
class AuthorAdmin(AuthorForm, ThingAdmin):
    change_list_template = "admin/articles/author/change_list.html"
    list_display = [
        *("name", "kind", "articles_filed", "reviewed"),
        said("is_active", "Writes for us", "No longer", "With us"),
    ]
    list_filter = ["kind", "is_active", ByBio]
    search_fields = ["name", "sort_name", "other_names"]
    search_help_text = "A name or an affiliation"
    ordering = ["sort_name", "name"]

    def get_urls(self):
        urls = [*own.addresses(self), *addresses(self.admin_site)]
        return [*urls, *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(credited=Count("articles"))

    @admin.display(description="Articles", ordering="credited")
    def articles_filed(self, author):
        place = reverse("admin:articles_article_changelist")
        return format_html(
            '<a href="{}?author={}">{}</a>', place, author.pk, author.credited
        )

    @admin.display(description="Bio", ordering="bio_reviewed_on")
    def reviewed(self, author):
        day = author.bio_reviewed_on
        if day == timezone.localdate():
            return "Reviewed today"
        said = f"Reviewed {date_format(day, 'j F Y')}" if day else "Never reviewed"
        return format_html("{} {}", said, button(author))

    def get_list_display(self, request):
        hidden = set()
        if not may(request.user, Action.READ):
            hidden.add("articles_filed")
        if not self.has_change_permission(request):
            hidden.add("reviewed")
        return [name for name in self.list_display if name not in hidden]
