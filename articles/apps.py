"""The newsroom as Django knows it."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from articles.editing.roles import sync_roles

        post_migrate.connect(sync_roles, sender=self)


class StaffSideConfig(admin.AdminConfig):
    default = False  # of this app; settings name it
    default_site = "articles.staff_side.NewsroomSite"
