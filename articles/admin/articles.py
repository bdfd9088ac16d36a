"""The article's screens: the list, the writing surface, and what leads on from it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.admin import (
    answers,
    bin,
    choosers,
    combine,
    lists,
    previews,
    saved_filters,
    undo,
    verdict,
    versions,
    workflow,
)
from articles.admin.article_form import ArticleForm
from articles.admin.at_hand import hand_on
from articles.admin.base import NewsroomAdmin, in_the_publications_time
from articles.admin.bulk import views
from articles.admin.correcting import views as correcting
from articles.admin.down import views as down
from articles.admin.filters import ARTICLE_FILTERS
from articles.admin.fixing import afterwards, held_back
from articles.admin.fixing import views as fixing
from articles.admin.in_words import in_words
from articles.admin.notes import addresses as notes
from articles.admin.one_verb import OneVerb
from articles.admin.panel import GROUPS, groups, panel
from articles.admin.posted.pages import showing
from articles.admin.posted.words import typed
from articles.admin.scheduling import addresses as scheduling
from articles.admin.unsaved.restoring import take_up, unsaved
from articles.admin.unsaved.views import addresses
from articles.editing import presence
from articles.editing.authors import bylines
from articles.editing.unsaved import forget_unsaved
from articles.models import Article, Credit
from articles.models.actions import Action, may

# What the article's screen speaks of.
SPOKEN_OF = ("approved_revision", "assignee", "translation_of")
SPOKEN_OF += ("created_by", "updated_by", "held_by", "source")
CREDITS = Prefetch("credits", Credit.objects.select_related("author__merged_into"))


@admin.register(Article)
class ArticleAdmin(OneVerb, NewsroomAdmin):
    form = ArticleForm
    change_form_template = "admin/articles/article/write.html"
    keeps_unsaved = True
    search_fields = ["headline", "authors__name", "authors__merged_into__name"]
    search_help_text = "Headline or author"
    change_list_template = "admin/articles/article/change_list.html"
    list_display = ["chosen", "head", "byline", "stage_shown", "readers_see", "changed"]
    list_display_links = ["head"]
    list_select_related = ["updated_by", "approved_revision", "assignee"]
    list_filter = ARTICLE_FILTERS
    ordering = ["-updated_at", "-pk"]

    # Who may: the table of actions alone says so

    def has_module_permission(self, request):
        return may(request.user, Action.READ)

    def has_view_permission(self, request, obj=None):
        return may(request.user, Action.READ, obj)

    def has_add_permission(self, request):
        return may(request.user, Action.CREATE)

    def has_change_permission(self, request, obj=None):
        return may(request.user, Action.EDIT, obj) or self.leaves_words(request, obj)

    def leaves_words(self, request, article):
        """Say whether a text comes for what was deleted meanwhile: it is kept there."""
        if request.method != "POST" or not article or not article.binned_at:
            return False
        is_form = request.resolver_match.view_name.endswith("_change")
        return is_form and may(request.user, Action.BRING_BACK, article)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        at, version = "<int:article_id>", "<int:article_id>/versions/<int:number>"
        fix = "<int:article_id>/fix/<int:edition_id>"
        pages = [
            ("headlines/", choosers.headlines, "headlines"),
            (f"{at}/send-back/", workflow.send_back, "send_back"),
            (f"{at}/assign/", workflow.assign, "assign"),
            (f"{at}/duplicate/", workflow.duplicate, "duplicate"),
            (f"{at}/translate/", workflow.translate, "translate"),
            (f"{at}/up-to-date/", workflow.catch_up, "catch_up"),
            (f"{at}/hold/", workflow.hold, "hold"),
            (f"{at}/lift/", workflow.lift, "lift"),
            (f"{at}/override/", workflow.override, "override"),
            (f"{at}/take-down/", down.take_down, "take_down"),
            (f"{at}/unpublish/", down.unpublish, "unpublish"),
            (f"{at}/retract/", down.retract, "retract"),
            (f"{at}/reinstate/", down.reinstate, "reinstate"),
            (f"{at}/withdraw/", down.withdraw, "withdraw"),
            (f"{at}/end-withdrawal/", down.end_withdrawal, "end_withdrawal"),
            (f"{at}/readers-page/<str:answer>/", down.readers_page, "readers_page"),
            ("bin/", bin.the_bin, "bin"),
            ("filters/", saved_filters.saved_filters, "saved_filters"),
            ("filters/<int:filter_id>/rename/", saved_filters.rename, "rename_filter"),
            ("filters/<int:filter_id>/delete/", saved_filters.delete, "delete_filter"),
            ("bulk/", views.own_batches, "batches"),
            ("bulk/look-over/", views.look_over, "look_over"),
            ("bulk/do/", views.carry_out, "carry_out"),
            ("bulk/<int:batch_id>/", views.report, "batch"),
            ("bulk/<int:batch_id>/undo/", views.undo, "undo_batch"),
            (f"{at}/delete/", bin.delete, "delete"),
            (f"{at}/bring-back/", bin.bring_back, "bring_back"),
            (f"{at}/take-back/", bin.take_back, "take_back"),
            (f"{at}/undo/", undo.undo, "undo"),
            (f"{at}/preview/", previews.preview, "preview"),
            (f"{at}/preview-links/", previews.links, "preview_links"),
            (
                f"{at}/preview-links/<int:link_id>/revoke/",
                previews.revoke,
                "revoke_preview",
            ),
            *scheduling.pages(at),
            *notes.pages(at),
            (f"{at}/fix/", fixing.fix, "fix"),
            (f"{fix}/", afterwards.fixed, "fixed"),
            (f"{fix}/mend/", afterwards.mend, "mend"),
            (f"{fix}/looked-at/", afterwards.looked, "looked_at"),
            (f"{at}/correct/", correcting.correct, "correct"),
            (
                f"{at}/corrections/<int:correction_id>/amend/",
                correcting.amend,
                "amend",
            ),
            (f"{at}/held-back/<int:edition_id>/", held_back.held_back, "held_back"),
            (f"{at}/checks/", verdict.as_written, "checks_as_written"),
            (f"{at}/versions/", versions.versions, "versions"),
            (f"{at}/versions/compare/", versions.compare, "compare"),
            (f"{version}/", versions.version, "version"),
            (f"{version}/restore/", versions.restore, "restore"),
            (f"{version}/combine/", combine.combine, "combine"),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=name)
            for route, view, name in pages
        ]
        return [*own, *addresses(self.admin_site), *super().get_urls()]

    # The list

    def get_changelist(self, request, **kwargs):
        return lists.ArticleList

    def get_object(self, request, object_id, from_field=None):
        """Load the article once a request: our screen and Django's both ask."""
        known = request.__dict__.setdefault("_newsroom_loaded", {})
        if object_id not in known:
            known[object_id] = super().get_object(request, object_id, from_field)
        return known[object_id]

    def get_queryset(self, request):
        articles = super().get_queryset(request)
        if request.resolver_match.view_name == "admin:autocomplete":
            return articles.unbinned()
        if request.resolver_match.view_name.endswith("_changelist"):
            articles = articles.unbinned()
            long = ("body", "notes", "approved_revision__content")
            return articles.prefetch_related(CREDITS).defer(*long)
        related = articles.select_related(*SPOKEN_OF)
        return related.defer("approved_revision__content", "translation_of__body")

    @admin.display(description="Choose")
    def chosen(self, article):
        return lists.chosen(article)

    @admin.display(description="Article", ordering="headline")
    def head(self, article):
        return lists.head(article)

    @admin.display(description="Byline")
    def byline(self, article):
        return lists.byline(article)

    @admin.display(description="Stage", ordering="stage")
    def stage_shown(self, article):
        return lists.stage(article)

    @admin.display(description="Readers see")
    def readers_see(self, article):
        return lists.readers_see(article)

    @admin.display(description="Last changed", ordering="-updated_at")
    def changed(self, article):
        return lists.changed(article)

    # The form

    def get_fieldsets(self, request, obj=None):
        return [(name, {"fields": fields}) for name, fields in GROUPS]

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["fields"] = ArticleForm.Meta.fields
        form = super().get_form(request, obj, change=change, **kwargs)
        form.unsaved = take_up(request, Article, obj)
        form.person = request.user
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        # The form has said everything about its fields.
        return db_field.formfield(**kwargs)

    @in_the_publications_time
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if not may(request.user, Action.READ):
            raise PermissionDenied  # before it is known whether there is one
        article = self.get_object(request, object_id) if object_id else None
        if article and not self.has_change_permission(request, article):
            return self.reading_view(request, article)
        return self.change_by_verb(request, object_id, form_url, extra_context)

    def reading_view(self, request, article):
        """Show an article to somebody who may not change it; lose no posted word."""
        if not may(request.user, Action.READ, article):
            raise PermissionDenied
        data = request.POST or take_up(request, Article, article)
        context = {
            **self.admin_site.each_context(request),
            "title": article.headline,
            "opts": self.opts,
            "article": article,
            "fields": in_words(article.snapshot()),
            "panel": panel(request.user, article),
            "typed": typed(request, data) if data else [],
        }
        template = "admin/articles/article/read.html"
        status = 403 if request.method == "POST" else 200
        answer = TemplateResponse(request, template, context, status=status)
        return showing(answer)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        context["panel"] = panel(request.user, obj, form.before)
        context["unsaved"] = unsaved(request, Article, obj)
        verdict = context["panel"].verdict
        problems = verdict.problems
        hand_on(form, verdict.text)
        context["groups"] = groups(form, problems)
        context["top_problems"] = {
            name: problems.get(name, [])
            for name in ("headline", "standfirst", "credits", "body")
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        text = (form.snapshot(), form.credits.said())
        if change:
            seen = form.cleaned_data["seen"]
            outcome = bylines.save(form.instance, *text, by=request.user, seen=seen)
        else:
            outcome = bylines.create(*text, by=request.user)
        # Whatever came of it: these words are a version now.
        typed = request.POST.get("_typed")
        forget_unsaved(Article, form.instance.pk, by=request.user, typed=typed)
        if window := request.POST.get("_window", ""):
            presence.leave(request.user, Article, form.instance.pk, window=window)
        form.instance.pk = outcome.article.pk
        request.outcome = outcome

    def response_add(self, request, obj, post_url_continue=None):
        return self._respond(request)

    def response_change(self, request, obj):
        return self._respond(request)

    def _respond(self, request):
        outcome = request.outcome
        answers.say(request, outcome)
        if page := answers.page_asked_for(request, outcome):
            place = reverse(f"admin:{page}", args=[outcome.article.pk])
            return HttpResponseRedirect(place)
        return answers.place_after(outcome)

    def history_view(self, request, object_id, extra_context=None):
        return HttpResponseRedirect(reverse("admin:versions", args=[object_id]))
