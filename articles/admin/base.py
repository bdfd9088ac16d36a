"""What every screen of the newsroom shares."""

from functools import wraps

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.db import models, router
from django.forms import DateField, DateInput
from django.utils import timezone
from django.utils.html import format_html
from js_asset import Media

from articles.admin.choose import (
    LookupField,
    LookupMany,
    LookupOne,
    PictureField,
    let_add,
)
from articles.admin.moments import LocalMomentField, LocalMomentInput
from articles.admin.posted.doors import GoneIsSaid
from articles.admin.rich import inline_field
from articles.models import Image, Publication
from articles.models.actions import know_rules
from articles.templatetags.desk import singular

# The browser's own calendar and clock: no script, and they work by keyboard.
DAY = {"form_class": DateField, "widget": DateInput({"type": "date"}, "%Y-%m-%d")}
MOMENT = {"form_class": LocalMomentField, "widget": LocalMomentInput}


def in_the_publications_time(view):
    """Show and read times in the publication's zone, whatever the server's is.

    The page is rendered here and now: later, the zone would be the server's again.
    """

    @wraps(view)
    def in_zone(self, request, *args, **kwargs):
        request.publication = Publication.objects.current()
        know_rules(request.user, request.publication.rules)
        with timezone.override(request.publication.zone):
            response = view(self, request, *args, **kwargs)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        return response

    return in_zone


def in_the_way(objs):
    """Name, in the trade's words, what keeps things from being deleted."""
    collector = NestedObjects(using=router.db_for_write(type(objs[0])), origin=objs)
    collector.collect(objs)
    named = {getattr(row, "article", row) for row in collector.protected}
    return sorted(f"{row._meta.verbose_name.capitalize()}: {row}" for row in named)


def said(field, yes, no, description):
    """Return a column of a list that says in words what is true of a row."""

    @admin.display(description=description, ordering=field)
    def column(row):
        is_so = getattr(row, field)
        words = yes if is_so else no
        mark = '<span class="mark" data-true="{}">{}</span>'
        return format_html(mark, "yes" if is_so else "no", words)

    return column


class OurFields:
    """Our fields instead of Django's: `rich_fields` hold text with markup."""

    rich_fields = ()
    formfield_overrides = {models.DateField: DAY, models.DateTimeField: MOMENT}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.rich_fields:
            return inline_field(
                required=not db_field.blank,
                label=db_field.verbose_name.capitalize(),
                help_text=db_field.help_text,
            )
        if db_field.related_model is Image:
            return PictureField(
                label=db_field.verbose_name.capitalize(), help_text=db_field.help_text
            )
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # Without Django's pop-up windows around a choice.
        inner = getattr(getattr(field, "widget", None), "widget", None)
        if inner is not None:
            field.widget = inner
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", LookupOne(db_field, self.admin_site))
            kwargs.setdefault("form_class", LookupField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", LookupMany(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class OwnTitle:
    """A form is headed by what it is about."""

    def title_of(self, obj):
        return str(obj)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        new = f"New {singular(self.opts)}"
        context["title"] = self.title_of(obj) if obj else new
        context["subtitle"] = None
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


class NewsroomAdmin(OurFields, OwnTitle, GoneIsSaid, admin.ModelAdmin):
    """A screen of the newsroom."""

    actions = None
    save_on_top = False
    show_full_result_count = False
    list_per_page = 50

    changeform_view = in_the_publications_time(admin.ModelAdmin.changeform_view)
    changelist_view = in_the_publications_time(admin.ModelAdmin.changelist_view)
    history_view = in_the_publications_time(admin.ModelAdmin.history_view)

    def render_change_form(self, request, context, *args, **kwargs):
        # The import map is an inline script: it runs by the page's nonce alone.
        nonce = request.csp_nonce
        let_add(context["adminform"].form, request.user)
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs, request):
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(
            objs, request
        )
        return to_delete, counts, perms_needed, in_the_way(objs) if protected else []
