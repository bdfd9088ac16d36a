"""The list of everything that readers were told, for staff."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.base import NewsroomAdmin
from articles.admin.filters import Narrow
from articles.models import Correction
from articles.models.actions import Action, may
from articles.templatetags.desk import ago


class ByKindOfNotice(Narrow):
    title = "kind"
    parameter_name = "kind"

    def choices_of(self, request):
        return Correction.Kind.choices


@admin.register(Correction)
class CorrectionAdmin(NewsroomAdmin):
    """Rows are never changed: one leads to its article, where notices are amended."""

    list_display = ["told", "about", "when"]
    list_display_links = None
    list_select_related = ["article", "edition"]
    list_filter = [ByKindOfNotice]
    search_fields = ["text", "article__headline"]
    search_help_text = "Words of the notice, or headline"
    ordering = ["-dated_at", "-pk"]

    def has_module_permission(self, request):
        return may(request.user, Action.READ)

    def has_view_permission(self, request, obj=None):
        return may(request.user, Action.READ)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        correction = get_object_or_404(Correction, pk=object_id)
        place = reverse("admin:articles_article_change", args=[correction.article_id])
        return HttpResponseRedirect(place)

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.only(
            *("kind", "text", "dated_at", "made_by_name", "amends_id"),
            *("article__headline", "article__language", "edition__undone_at"),
        )

    @admin.display(description="What readers were told")
    def told(self, correction):
        kind = correction.get_kind_display()
        if correction.amends_id:
            kind = f"{kind}, amended"
        words = '<strong>{}</strong> <span dir="auto">{}</span>'
        told = format_html(words, kind, correction.text)
        if correction.edition.undone_at:
            told += format_html(
                ' <span class="mark" data-state="{}">Undone</span>', "down"
            )
        return told

    @admin.display(description="Article", ordering="article__headline")
    def about(self, correction):
        article = correction.article
        place = reverse("admin:articles_article_change", args=[article.pk])
        return format_html(
            '<a href="{}" lang="{}" dir="auto">{}</a>',
            *(place, article.language, article.headline),
        )

    @admin.display(description="When", ordering="dated_at")
    def when(self, correction):
        who = correction.made_by_name or "somebody"
        return format_html(
            '{} <span class="who">{}</span>', ago(correction.dated_at), who
        )
