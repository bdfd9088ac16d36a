"""The screens of regions, themes, in-depth reports and tags."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.html import format_html
from taggit.models import Tag as TheirTag

from articles.admin.dossiers import addresses as dossiers
from articles.admin.things.forms import ReportForm
from articles.admin.things.screens import ThingAdmin
from articles.models import Region, Report, Tag, Theme
from articles.models.terms import ancestors


class Named:
    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}


class TermAdmin(Named, ThingAdmin):
    pass


class RegionTree(ChangeList):
    """All regions, each under the one it lies within."""

    def get_results(self, request):
        super().get_results(request)
        parents = Region.objects.parents()
        names = dict(Region.objects.values_list("pk", "name"))
        for region in self.result_list:
            region.line = ancestors(region.pk, parents)[::-1]
        self.result_list = sorted(
            self.result_list, key=lambda region: [names[pk] for pk in region.line]
        )


@admin.register(Region)
class RegionAdmin(TermAdmin):
    list_display = ["in_tree", "slug"]
    list_display_links = ["in_tree"]
    list_per_page = 1000
    sortable_by = []
    autocomplete_fields = ["parent"]
    fields = ["name", "parent", "description", "in_languages", "slug"]

    def get_changelist(self, request, **kwargs):
        return RegionTree

    @admin.display(description="Region")
    def in_tree(self, region):
        depth = min(len(region.line), 6)
        return format_html(
            '<span class="branch" data-depth="{}">{}</span>', depth, region
        )


@admin.register(Theme)
class ThemeAdmin(TermAdmin):
    fields = ["name", "description", "in_languages", "disclaimer", "slug"]


@admin.register(Report)
class ReportAdmin(TermAdmin):
    fields = ["name", "description", "in_languages", "cover", "disclaimer", "slug"]
    form = ReportForm
    change_form_template = "admin/articles/report/change_form.html"

    def get_urls(self):
        return [*dossiers.addresses(self), *super().get_urls()]


admin.site.unregister(TheirTag)


@admin.register(Tag)
class TagAdmin(TermAdmin):
    fields = ["name", "in_languages", "slug"]
