"""Who signs in, and in which role."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User

from articles.admin.base import OwnTitle

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(OwnTitle, UserAdmin):
    list_display = ["username", "full_name", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    actions = None
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["first_name", "last_name", "email"]}),
        ("May", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="Name", ordering="last_name")
    def full_name(self, account):
        return account.get_full_name() or "—"

    @admin.display(description="Role")
    def roles(self, account):
        if account.is_superuser:
            return "Everything"
        return ", ".join(group.name for group in account.groups.all()) or "—"


@admin.register(Group)
class RoleAdmin(OwnTitle, admin.ModelAdmin):
    """Who has a role. What it may do is decided in articles.models.actions alone."""

    actions = None
    ordering = ["name"]
    fields = ["name", "people"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="People")
    def people(self, role):
        people = role.user_set.order_by("username")
        return ", ".join(person.get_full_name() or str(person) for person in people)
