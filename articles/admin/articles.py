"""The article's screens: the list, the writing surface, taking down, versions."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.admin import answers, choosers, lists, versions
from articles.admin.article_form import ArticleForm
from articles.admin.base import NewsroomAdmin, in_the_publications_time
from articles.admin.filters import ARTICLE_FILTERS
from articles.admin.panel import GROUPS, groups, panel
from articles.admin.words import field_name
from articles.editing import desk, publication
from articles.models import Article, Credit
from articles.models.actions import Action, may

CREDITS = Prefetch("credits", Credit.objects.select_related("author"))


@admin.register(Article)
class ArticleAdmin(NewsroomAdmin):
    form = ArticleForm
    change_form_template = "admin/articles/article/write.html"
    search_fields = ["headline", "authors__name"]
    search_help_text = "Headline or author"
    list_display = ["head", "byline", "stage_shown", "readers_see", "changed"]
    list_select_related = ["updated_by"]
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
        return may(request.user, Action.EDIT, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        at_article = "<int:article_id>"
        pages = [
            ("headlines/", choosers.headlines, "headlines"),
            (f"{at_article}/unpublish/", self.unpublish_view, "unpublish"),
            (f"{at_article}/versions/", versions.versions, "versions"),
            (f"{at_article}/versions/<int:number>/", versions.version, "version"),
            (
                f"{at_article}/versions/<int:number>/compare/",
                versions.compare,
                "compare",
            ),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=name)
            for route, view, name in pages
        ]
        return own + super().get_urls()

    # The list

    def get_changelist(self, request, **kwargs):
        return lists.ArticleList

    def get_queryset(self, request):
        articles = super().get_queryset(request)
        if request.resolver_match.view_name.endswith("_changelist"):
            return articles.prefetch_related(CREDITS).defer("body", "notes")
        return articles

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
        form.refusal = getattr(request, "refusal", None)
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        # The form has said everything about its fields.
        return db_field.formfield(**kwargs)

    @in_the_publications_time
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        article = self.get_object(request, object_id) if object_id else None
        if article and not may(request.user, Action.EDIT, article):
            return self.reading_view(request, article)
        change = partial(
            admin.ModelAdmin.changeform_view,
            *(self, request, object_id, form_url, extra_context),
        )
        try:
            return change()
        except ValidationError as error:
            # Nothing was written. The same form again, with the reason at its place.
            request.refusal = error
            return change()

    def reading_view(self, request, article):
        """Show an article to somebody who may not change it; lose no posted word."""
        if not may(request.user, Action.READ, article):
            raise PermissionDenied
        handed_in = [
            (field_name(name), request.POST[name])
            for name in ("headline", "standfirst", "body", "notes")
            if request.POST.get(name)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": article.headline,
            "opts": self.opts,
            "article": article,
            "fields": versions.in_words(article.snapshot()),
            "panel": panel(request.user, article),
            "handed_in": handed_in,
        }
        template = "admin/articles/article/read.html"
        status = 403 if request.method == "POST" else 200
        return TemplateResponse(request, template, context, status=status)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        context["panel"] = panel(request.user, obj, form.before)
        context["groups"] = groups(form, context["panel"].problems)
        context["top_problems"] = {
            name: context["panel"].problems.get(name, [])
            for name in ("headline", "standfirst", "credits", "body")
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # Saving: one call of a verb; Django's own three steps write nothing

    def save_model(self, request, obj, form, change):
        pass

    def save_related(self, request, form, formsets, change):
        snapshot = form.snapshot()
        if change:
            seen = form.cleaned_data["seen"]
            outcome = desk.save(form.instance, snapshot, by=request.user, seen=seen)
        else:
            outcome = desk.create(snapshot, by=request.user)
        form.instance.pk = outcome.article.pk
        request.outcome = outcome

    def construct_change_message(self, request, form, formsets, add=False):
        return []

    def log_addition(self, request, obj, message):
        pass  # the article's own log has it

    def log_change(self, request, obj, message):
        pass

    def response_add(self, request, obj, post_url_continue=None):
        return self._respond(request)

    def response_change(self, request, obj):
        return self._respond(request)

    def _respond(self, request):
        answers.say(request, request.outcome)
        article = request.outcome.article
        return HttpResponseRedirect(
            reverse("admin:articles_article_change", args=[article.pk])
        )

    # Taking down

    @in_the_publications_time
    def unpublish_view(self, request, article_id):
        article = self.get_object(request, article_id)
        if article is None:
            raise Http404
        if not may(request.user, Action.UNPUBLISH, article):
            raise PermissionDenied
        place = reverse("admin:articles_article_change", args=[article.pk])
        why, error = request.POST.get("why", "").strip(), ""
        if request.method == "POST" and not why:
            error = "Say why: whoever looks at this article later will want to know."
        elif request.method == "POST":
            try:
                publication.unpublish(article, by=request.user, why=why[:400])
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
            else:
                messages.success(request, "Taken down: readers no longer see it.")
            return HttpResponseRedirect(place)
        context = {
            **self.admin_site.each_context(request),
            "title": "Take this article down?",
            "opts": self.opts,
            "article": article,
            "panel": panel(request.user, article),
            "error": error,
        }
        return TemplateResponse(
            request, "admin/articles/article/unpublish.html", context
        )

    def history_view(self, request, object_id, extra_context=None):
        return HttpResponseRedirect(reverse("admin:versions", args=[object_id]))
