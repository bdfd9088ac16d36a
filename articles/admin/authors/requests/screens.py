"""The list of what authors ask: what is due first stands first."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import DateField, F, Value
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.html import format_html

from articles.admin.base import NewsroomAdmin
from articles.admin.filters import Narrow
from articles.admin.things.pages import address
from articles.models import Author, AuthorRequest, Publication
from articles.models.actions import screen_refusal
from articles.models.author_request import OPEN_FIRST


class ByState(Narrow):
    title = "state"
    parameter_name = "state"

    def choices_of(self, request):
        return [("overdue", "Overdue"), *AuthorRequest.State.choices]

    def narrowed(self, asked, value):
        if value == "overdue":
            return asked.overdue(F("today"))
        return asked.filter(state=value)


@admin.register(AuthorRequest)
class AuthorRequestAdmin(NewsroomAdmin):
    list_display = ["about", "due", "state_shown", "received_on"]
    list_display_links = None
    list_filter = [ByState]
    list_select_related = ["author__merged_into"]
    search_fields = ["author__name", "asked_by", "asked"]
    search_help_text = "The author, who asks, or what"
    ordering = [OPEN_FIRST, "due_on", "-pk"]

    def get_queryset(self, request):
        today = Value(Publication.objects.current().today(), DateField())
        return super().get_queryset(request).annotate(today=today)

    # Who may change authors deals with what they ask

    def has_module_permission(self, request):
        return not screen_refusal(request.user, "change", Author)

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if not self.has_view_permission(request) or object_id is None:
            raise PermissionDenied
        pk = int(object_id) if object_id.isdecimal() and len(object_id) < 19 else 0
        asked = get_object_or_404(AuthorRequest, pk=pk)
        return HttpResponseRedirect(
            address(asked.author.stands_for(), "request", asked.pk)
        )

    def history_view(self, request, object_id, extra_context=None):
        return self.changeform_view(request, object_id)

    # What the list prints

    @admin.display(description="Request", ordering="author__name")
    def about(self, asked):
        return format_html(
            '<a href="{}"><strong dir="auto">{}</strong></a> '
            '<span class="kind" dir="auto">{}: {}</span>',
            address(asked.author.stands_for(), "request", asked.pk),
            *(asked.author.stands_for(), asked.asked_by, asked),
        )

    @admin.display(description="Due", ordering="due_on")
    def due(self, asked):
        day = date_format(asked.due_on, "j M Y")
        if not asked.is_overdue(asked.today):
            return day
        return format_html('<span class="mark" data-overdue>Overdue</span> {}', day)

    @admin.display(description="State")
    def state_shown(self, asked):
        words = asked.get_state_display()
        return format_html('<span class="mark">{}</span>', words)
