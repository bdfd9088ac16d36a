"""Who signs in, in which role; and who is kept from trying to."""

from axes.conf import settings as axes_settings
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User

from articles.admin.base import NewsroomAdmin, OwnTitle, said
from articles.admin.posted.doors import GoneIsSaid
from articles.templatetags.desk import ago

# The logs of sign-ins are for who looks after the machine: they are in its database.
admin.site.unregister([User, Group, AccessAttempt, AccessLog, AccessFailureLog])


class SignInForm(AdminAuthenticationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class InUseFilter(admin.BooleanFieldListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = "account in use"


class RoleFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = "role"


@admin.register(User)
class AccountAdmin(OwnTitle, GoneIsSaid, UserAdmin):
    list_display = [
        *("username", "full_name", "roles"),
        said("is_active", "In use", "Closed", "Account"),
        "last_login",
    ]
    list_filter = [("is_active", InUseFilter), ("groups", RoleFilter)]
    search_help_text = "A name or an e-mail address"
    actions = None
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["first_name", "last_name", "email"]}),
        ("May", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]
    add_form = UserCreationForm
    add_fieldsets = [(None, {"fields": ["username", "password1", "password2"]})]
    # In the house's words: label, help.
    words = {
        "username": ("Username", "Letters, digits and @ . + - _ only."),
        "is_active": (
            "Account in use",
            "Untick this instead of deleting: what was written keeps its name.",
        ),
        "is_staff": ("May sign in to the newsroom", ""),
        "is_superuser": ("May do everything", "Without any role; accounts included."),
        "groups": ("Roles", "A person may do what any of their roles may."),
        "email": ("E-mail address", ""),
    }

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in self.words:
            field.label, field.help_text = self.words[db_field.name]
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="Name", ordering="last_name")
    def full_name(self, account):
        return account.get_full_name() or None

    @admin.display(description="Role")
    def roles(self, account):
        if account.is_superuser:
            return "Everything"
        return ", ".join(group.name for group in account.groups.all()) or None


@admin.register(Group)
class RoleAdmin(OwnTitle, GoneIsSaid, admin.ModelAdmin):
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
        names = (person.get_full_name() or str(person) for person in people)
        return ", ".join(names) or None


@admin.register(AccessAttempt)
class LockedSignInAdmin(NewsroomAdmin):
    """Who failed to sign in lately. To delete a row is to lift its lock."""

    list_display = ["username", "state", "came_from", "last_tried"]
    search_fields = ["username", "ip_address"]
    search_help_text = "A username or an address"
    ordering = ["-attempt_time"]
    fields = ["username", "state", "came_from", "last_tried"]

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def title_of(self, attempt):
        return attempt.username

    @admin.display(description="From", ordering="ip_address")
    def came_from(self, attempt):
        return attempt.ip_address

    @admin.display(description="Last tried", ordering="attempt_time")
    def last_tried(self, attempt):
        return ago(attempt.attempt_time)

    @admin.display(description="State", ordering="failures_since_start")
    def state(self, attempt):
        failures, limit = attempt.failures_since_start, axes_settings.AXES_FAILURE_LIMIT
        if failures >= limit:
            return "Locked"
        return f"{failures} of {limit} tries failed"
