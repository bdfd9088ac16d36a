"""What the screens share of all that can turn out to be another."""

from functools import partial

from django.urls import path

from articles.admin.merging import views
from articles.admin.posted.pages import refused
from articles.admin.things.screens import ThingAdmin
from articles.editing.merging.standing import last_merge_of
from articles.editing.things.merged import merged_words


class MergeableAdmin(ThingAdmin):
    """Lists and lookups offer what stands for itself; what was merged is only read."""

    change_form_template = "admin/merging/form.html"

    def get_urls(self):
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [("merge", views.merge), ("unmerge", views.unmerge)]
        own = [
            path(
                f"<int:thing_id>/{name}/",
                self.admin_site.admin_view(partial(view, screen=self)),
                name=f"{prefix}_{name}",
            )
            for name, view in pages
        ]
        return [*own, *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        queryset = queryset.unmerged()
        return super().get_search_results(request, queryset, search_term)

    def has_change_permission(self, request, obj=None):
        return _is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return _is_open(obj) and super().has_delete_permission(request, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id:
            thing = self._to_look_at(request, object_id)
            if thing and (words := merged_words(thing)):
                return refused(request, thing, words)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and obj.merged_into_id:
            context["gone_into"] = obj.merged_into
            context["gone_by"] = last_merge_of(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def _is_open(thing):
    """Say whether a thing stands for itself; what was not loaded is not asked for.

    It is not where typing is kept, which is kept in any case.
    """
    return thing is None or vars(thing).get("merged_into_id") is None
