"""What the screens of all that is not an article share: versions, undo, a bin."""

from contextlib import suppress
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse

from articles.admin.article_pages import SeenForm
from articles.admin.base import NewsroomAdmin, in_the_publications_time
from articles.admin.in_languages import SaidField
from articles.admin.one_verb import OneVerb
from articles.admin.posted.pages import shown
from articles.admin.posted.words import typed
from articles.admin.things import answers, combine, versions
from articles.admin.things.forms import ThingForm
from articles.admin.things.pages import address, refused
from articles.admin.things.words import Words
from articles.admin.unsaved.restoring import take_up, unsaved
from articles.editing import presence, things
from articles.editing.things.permission import refusal_of
from articles.editing.unsaved import TypedElsewhere, forget_unsaved, keep_unsaved
from articles.models import Publication
from articles.models.actions import screen_refusal

KEPT_FOR_LATER = (
    "What you wrote is kept: put it back from the bin, open it, and your text is "
    "there. It is below as well."
)

TOLD = {"positions": "positions_told", "in_languages": "in_languages_told"}


class VersionedAdmin(OneVerb, NewsroomAdmin):
    """A screen whose things have versions, unsaved text and undo."""

    form = ThingForm
    change_form_template = "admin/things/form.html"
    keeps_unsaved = True

    @property
    def rich_fields(self):
        return self.model.rich_fields

    def get_urls(self):
        at, version = "<int:thing_id>/versions", "<int:thing_id>/versions/<int:number>"
        pages = [
            (f"{at}/", versions.versions, "versions"),
            (f"{at}/compare/", versions.compare, "compare"),
            (f"{at}/undo/", versions.undo, "undo"),
            (f"{version}/", versions.version, "version"),
            (f"{version}/restore/", versions.restore, "restore"),
            (f"{version}/combine/", combine.combine, "combine"),
        ]
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(
                route,
                self.admin_site.admin_view(partial(view, screen=self)),
                name=f"{prefix}_{name}",
            )
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    # The form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "in_languages":
            publication = getattr(request, "publication", None)
            ours = (publication or Publication.objects.current()).language
            label = db_field.verbose_name.capitalize()
            return SaidField(self.model, ours=ours, label=label)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """Tell who may only read in words what is stored in tables."""
        fieldsets = super().get_fieldsets(request, obj)
        if self._may_save(request, obj):
            return fieldsets
        return [
            (
                name,
                {**options, "fields": [TOLD.get(it, it) for it in options["fields"]]},
            )
            for name, options in fieldsets
        ]

    @admin.display(description="Roles and affiliations")
    def positions_told(self, thing):
        return self._told("positions", thing)

    @admin.display(description="In other languages")
    def in_languages_told(self, thing):
        return self._told("in_languages", thing)

    def _told(self, name, thing):
        return Words(self.model).told(name, thing.content())

    def has_change_permission(self, request, obj=None):
        may_all = super().has_change_permission(request, obj)
        return may_all or (bool(obj) and not refusal_of(request.user, "change", obj))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if self._may_save(request, obj):
            form.unsaved = take_up(request, self.model, obj)
        return form

    def _may_save(self, request, obj):
        if obj is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, obj)

    @in_the_publications_time
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id:
            is_open = not screen_refusal(request.user, "change", self.model)
            thing = None if is_open else self._to_look_at(request, object_id)
            if thing and (words := refusal_of(request.user, "change", thing)):
                return refused(request, thing, words)
        return self.change_by_verb(request, object_id, form_url, extra_context)

    def _to_look_at(self, request, object_id):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.get_object(request, object_id)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        is_kept = "seen" in context["adminform"].form.fields
        if is_kept and self._may_save(request, obj):
            context["unsaved"] = unsaved(request, self.model, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        thing, by = form.instance, request.user
        thing_id = thing.pk if change else None
        if change:
            seen = form.cleaned_data["seen"]
            outcome = things.save(thing, form.content(), by=by, seen=seen)
        else:
            outcome = things.create(self.model, form.content(), by=by)
        # Whatever came of it: these words are a version now.
        typed = request.POST.get("_typed")
        forget_unsaved(self.model, thing_id, by=by, typed=typed)
        if change and (window := request.POST.get("_window", "")):
            presence.leave(by, self.model, thing_id, window=window)
        thing.pk = outcome.thing.pk
        request.outcome = outcome

    def log_deletions(self, request, queryset):
        pass

    def response_add(self, request, obj, post_url_continue=None):
        return self._respond(request, self.response_post_save_add(request, obj))

    def response_change(self, request, obj):
        return self._respond(request, self.response_post_save_change(request, obj))

    def _respond(self, request, place):
        answers.say(request, request.outcome)
        if "_addanother" in request.POST:
            opts = self.opts
            name = f"admin:{opts.app_label}_{opts.model_name}_add"
            place = HttpResponseRedirect(reverse(name))
        return answers.place_after(request.outcome, place)

    def history_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, object_id)
        if thing is None:
            return super().history_view(request, object_id, extra_context)
        return HttpResponseRedirect(address(thing, "versions"))


class ThingAdmin(VersionedAdmin):
    """A screen whose things are deleted into the bin."""

    change_list_template = "admin/things/change_list.html"
    delete_confirmation_template = "admin/things/delete.html"

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Show what was posted meanwhile, and keep it for when the thing is back."""
        is_lost = request.method == "POST" and typed(request)
        if not is_lost or not object_id.isdecimal():
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        self._keep_for_later(request, int(object_id))
        title = "Not saved: it was deleted meanwhile"
        bin = [(reverse("admin:bin"), "The bin")]
        return shown(request, 404, title, KEPT_FOR_LATER, links=bin)

    def _keep_for_later(self, request, thing_id):
        typed, seen = request.POST.get("_typed", ""), request.POST.get("seen", "")
        form = request.POST.copy()
        form.pop("csrfmiddlewaretoken", None)
        with suppress(TypedElsewhere):  # what was typed last, in another window, stays
            keep_unsaved(
                self.model,
                thing_id,
                form.urlencode(),
                by=request.user,
                began_from=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
                typed=typed,
                after=typed,
            )

    def delete_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, object_id)
        context = {"seen": thing.version if thing else 0, **(extra_context or {})}
        try:
            return super().delete_view(request, object_id, context)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(address(thing, "delete"))

    def delete_model(self, request, thing):
        form = SeenForm(request.POST)
        if not form.is_valid():
            raise ValidationError("The page was incomplete. Try again.")
        seen = form.cleaned_data["seen"]
        request.deleted = things.delete(thing, by=request.user, seen=seen)

    def response_delete(self, request, obj_display, obj_id):
        messages.success(request, answers.undo_deletion(request, request.deleted))
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse(name))
