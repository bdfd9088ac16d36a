"""The list of authors: who they are, what readers have of them, what is wanted."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList

from articles.admin.authors import cells
from articles.admin.authors.filters import AUTHOR_FILTERS, AUTHORS
from articles.admin.authors.looking import looking, with_articles
from articles.admin.saved_filters import ways
from articles.editing.authors import attention
from articles.editing.authors.searching import called
from articles.models.actions import Action, may
from articles.reading.search import words_of

# What no row of the list says.
LONG = ("long_bio", "in_languages", "search_names", "other_names", "links", "expertise")


class AuthorList(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        self.ways = ways(request, AUTHORS)
        self.may_change = self.model_admin.has_change_permission(request)
        may_read = may(request.user, Action.READ)
        pairs_of = looking(request).pairs_of
        for author in self.result_list:
            cell = cells.review if self.may_change else cells.reviewed
            author.cell_of_review = cell(author)
            author.cell_of_articles = cells.articles(author, may_read=may_read)
            author.cell_of_wants = cells.wanted(
                author, pairs_of.get(author.pk), may_change=self.may_change
            )


class ListsAuthors:
    """The part of the authors' screen that lists, searches and offers them."""

    change_list_template = "admin/articles/author/change_list.html"
    list_display = [
        *("portrait", "named", "articles_shown", "last_article"),
        *("reviewed", "wanted"),
    ]
    list_display_links = ["named"]
    list_select_related = ["photo"]
    list_filter = AUTHOR_FILTERS
    search_fields = ["search_names"]
    search_help_text = "A name, in any script, or an affiliation"

    def get_changelist(self, request, **kwargs):
        return AuthorList

    def get_queryset(self, request):
        authors = super().get_queryset(request)
        page = request.resolver_match.view_name
        if page == "admin:autocomplete":
            return authors.unmerged()
        if page != "admin:articles_author_changelist":
            return authors
        at = looking(request)
        authors = with_articles(authors.unmerged().order_by().defer(*LONG), at.now)
        return authors.annotate(**attention.said(at.wants))

    def get_ordering(self, request):
        if request.resolver_match.view_name != "admin:articles_author_changelist":
            return attention.by_name()
        at = looking(request)
        return attention.by_attention(at.wants, at.now)

    def get_search_results(self, request, queryset, search_term):
        words = words_of(search_term)
        return (queryset.filter(called(words)) if words else queryset), False

    @admin.display(description="Photo")
    def portrait(self, author):
        return cells.portrait(author)

    @admin.display(description="Name", ordering=attention.by_name()[0])
    def named(self, author):
        return cells.name(author)

    @admin.display(description="Articles", ordering="shown_count")
    def articles_shown(self, author):
        return author.cell_of_articles

    @admin.display(description="Last article", ordering="-last_at")
    def last_article(self, author):
        return cells.last_article(author)

    @admin.display(description="Bio", ordering="bio_reviewed_on")
    def reviewed(self, author):
        return author.cell_of_review

    @admin.display(description="Wants attention")
    def wanted(self, author):
        return author.cell_of_wants
