"""The screens of regions, themes, in-depth reports and tags."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.html import format_html
from taggit.models import Tag

from articles.admin.base import NewsroomAdmin
from articles.admin.starting import StartHereInline
from articles.editing import regions
from articles.models import Region, Report, Theme
from articles.models.terms import ancestors


class TermAdmin(NewsroomAdmin):
    rich_fields = ["description"]
    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}


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
    fields = ["name", "parent", "description", "slug"]

    def get_changelist(self, request, **kwargs):
        return RegionTree

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "parent" in form.changed_data:
            regions.move(obj, obj.parent, by=request.user)

    @admin.display(description="Region")
    def in_tree(self, region):
        depth = min(len(region.line), 6)
        return format_html(
            '<span class="branch" data-depth="{}">{}</span>', depth, region
        )


@admin.register(Theme)
class ThemeAdmin(TermAdmin):
    fields = ["name", "description", "disclaimer", "slug"]


@admin.register(Report)
class ReportAdmin(TermAdmin):
    fields = ["name", "description", "cover", "disclaimer", "slug"]
    inlines = [StartHereInline]

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        formset.put_in_order()


admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(TermAdmin):
    list_display = ["name", "address"]
    fields = ["name", "slug"]

    @admin.display(description="Address", ordering="slug")
    def address(self, tag):
        return tag.slug

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "slug":
            kwargs["label"] = "Address"
        return super().formfield_for_dbfield(db_field, request, **kwargs)
