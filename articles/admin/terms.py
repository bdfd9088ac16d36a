"""The screens of regions, themes, in-depth reports and tags."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from taggit.models import Tag as TheirTag

from articles.admin.dossiers import addresses as dossiers
from articles.admin.merging.screens import MergeableAdmin
from articles.admin.things.forms import ReportForm
from articles.editing.things.using import uses_of
from articles.models import Region, Report, Tag, Theme
from articles.models.terms import ancestors


class Named:
    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}


class TermAdmin(Named, MergeableAdmin):
    """A screen that says what hangs on its thing before anybody changes it."""

    change_form_template = "admin/articles/term_form.html"
    filed_under = ""  # what the list of articles is narrowed by

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["uses"] = uses_of(obj, timezone.now())
            context["filed_under"] = self._articles_under(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _articles_under(self, term):
        place = reverse("admin:articles_article_changelist")
        return self.filed_under and f"{place}?{self.filed_under}={term.pk}"


class RegionTree(ChangeList):
    """All regions, each under the one it lies within."""

    def get_results(self, request):
        super().get_results(request)
        parents = Region.objects.parents()
        names = dict(Region.objects.unmerged().values_list("pk", "name"))
        for region in self.result_list:
            line = ancestors(region.pk, parents)[::-1]
            region.line = [pk for pk in line if pk in names]
        self.result_list = sorted(
            self.result_list, key=lambda region: [names[pk] for pk in region.line]
        )


@admin.register(Region)
class RegionAdmin(TermAdmin):
    list_display = ["in_tree", "slug"]
    list_display_links = ["in_tree"]
    filed_under = "regions"
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
    filed_under = "themes"
    fields = ["name", "description", "in_languages", "disclaimer", "slug"]


@admin.register(Report)
class ReportAdmin(TermAdmin):
    filed_under = "reports"
    fields = ["name", "description", "in_languages", "cover", "disclaimer", "slug"]
    form = ReportForm
    change_form_template = "admin/articles/report/change_form.html"

    def get_urls(self):
        return [*dossiers.addresses(self), *super().get_urls()]


admin.site.unregister(TheirTag)


@admin.register(Tag)
class TagAdmin(TermAdmin):
    fields = ["name", "in_languages", "slug"]
