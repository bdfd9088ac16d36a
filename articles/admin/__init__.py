"""The screens of the staff side: one module a screen; they declare and call verbs."""

from django.contrib import admin

from articles.admin import accounts, articles, authors, house, images, terms

__all__ = ["accounts", "articles", "authors", "house", "images", "terms"]

admin.site.site_title = "Newsroom"
admin.site.site_header = "Newsroom"
admin.site.index_title = "Today"
admin.site.enable_nav_sidebar = False  # templates/admin/base_site.html has its own
