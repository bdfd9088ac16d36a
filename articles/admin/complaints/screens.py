"""The list of complaints: what waits stands first, what nobody has taken above all."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.html import format_html

from articles.admin.base import NewsroomAdmin
from articles.admin.complaints import views
from articles.admin.filters import Narrow
from articles.models import Complaint
from articles.models.actions import Action, may
from articles.models.complaint import OPEN_FIRST
from articles.templatetags.desk import ago, person


class ByStatus(Narrow):
    title = "status"
    parameter_name = "status"

    def choices_of(self, request):
        return [("waiting", "Not closed"), *Complaint.Status.choices]

    def narrowed(self, complaints, value):
        if value == "waiting":
            return complaints.waiting()
        return complaints.filter(status=value)


class ByOwner(Narrow):
    title = "with"
    parameter_name = "with"

    def choices_of(self, request):
        self.person = request.user
        return [("mine", "Me"), ("nobody", "Nobody yet")]

    def narrowed(self, complaints, value):
        owner = self.person if value == "mine" else None
        return complaints.filter(owner=owner)


class ByOutcome(Narrow):
    title = "outcome"
    parameter_name = "outcome"

    def choices_of(self, request):
        return Complaint.Outcome.choices


@admin.register(Complaint)
class ComplaintAdmin(NewsroomAdmin):
    list_display = ["about", "status_shown", "with_whom", "received"]
    list_display_links = ["about"]
    list_filter = [ByStatus, ByOwner, ByOutcome]
    search_fields = ["article__headline", "claim", "quote"]
    search_help_text = "Headline, or what was said"
    ordering = [OPEN_FIRST, "-received_at", "-pk"]

    # Who may: the table of actions alone says so

    def has_module_permission(self, request):
        return may(request.user, Action.SEE_COMPLAINT)

    def has_view_permission(self, request, obj=None):
        article = obj.article if obj else None
        return may(request.user, Action.SEE_COMPLAINT, article)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        complaints = super().get_queryset(request).select_related("article", "owner")
        complaints = complaints.defer("article__body", "article__notes")
        if may(request.user, Action.COMPLAINT):
            return complaints
        return complaints.filter(article__created_by=request.user)

    def get_urls(self):
        at = "<int:complaint_id>"
        pages = [
            (f"{at}/change/", views.complaint, "change"),
            (f"{at}/take/", views.take, "take"),
            (f"{at}/give/", views.give, "give"),
            (f"{at}/reply/", views.reply, "reply"),
            (f"{at}/replies/<int:reply_id>/again/", views.send_again, "send_again"),
            (f"{at}/close/", views.close, "close"),
            (f"{at}/reopen/", views.reopen, "reopen"),
            (f"{at}/erase/", views.erase, "erase"),
        ]
        own = [
            path(
                route,
                self.admin_site.admin_view(view),
                name=f"articles_complaint_{name}",
            )
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def changeform_view(self, request, *args, **kwargs):
        # Django's own form would show name and address to whoever may look.
        raise PermissionDenied

    def history_view(self, request, object_id, extra_context=None):
        raise PermissionDenied  # its page tells what happened, to whom may see it

    # What the list prints

    @admin.display(description="Complaint")
    def about(self, complaint):
        return format_html(
            '<strong lang="{}" dir="auto">{}</strong> '
            '<span class="kind" dir="auto">{}</span>',
            complaint.article.language,
            complaint.article.headline,
            complaint,
        )

    @admin.display(description="Status")
    def status_shown(self, complaint):
        words = complaint.get_status_display()
        if complaint.is_closed:
            words = f"{words}: {complaint.get_outcome_display().lower()}"
        mark = '<span class="mark" data-complaint="{}">{}</span>'
        return format_html(mark, complaint.status, words)

    @admin.display(description="With")
    def with_whom(self, complaint):
        return person(complaint.owner, "Nobody yet")

    @admin.display(description="Received", ordering="received_at")
    def received(self, complaint):
        return ago(complaint.received_at)
