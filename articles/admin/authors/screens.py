"""The screen of authors: the list, and the form of one."""

from django.contrib import admin

from articles.admin.authors import addresses as own
from articles.admin.authors.form import AuthorForm
from articles.admin.authors.listing import ListsAuthors
from articles.admin.merging.screens import MergeableAdmin
from articles.admin.things.bin import addresses
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(ListsAuthors, AuthorForm, MergeableAdmin):
    def get_urls(self):
        urls = [*own.addresses(self), *addresses(self.admin_site)]
        return [*urls, *super().get_urls()]

    def view_on_site(self, author):
        return author.page_address or None
