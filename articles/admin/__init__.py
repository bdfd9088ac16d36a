"""The screens of the staff side: one module a screen; they declare and call verbs."""

from django.contrib import admin
from django.utils.safestring import mark_safe

from articles.admin import (
    accounts,
    articles,
    complaints,
    digests,
    house,
    images,
    terms,
    well,
)
from articles.admin.authors import screens as authors
from articles.admin.authors.requests import screens as author_requests
from articles.admin.correcting import screens as corrections

__all__ = ["accounts", "articles", "authors", "complaints", "corrections", "digests"]
__all__ += ["author_requests", "house", "images", "terms", "well"]

admin.site.empty_value_display = mark_safe('<span class="none">—</span>')
admin.site.login_form = accounts.SignInForm
admin.site.site_title = "Newsroom"
admin.site.site_header = "Newsroom"
admin.site.index_title = "My desk"
admin.site.enable_nav_sidebar = False  # templates/admin/base_site.html has its own
