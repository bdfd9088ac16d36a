"""The roles as Django knows them: groups and their permissions."""

from django.contrib.auth.models import Group, Permission

from articles.models.actions import SCREENS


def sync_roles(using="default", **kwargs):
    """Make the groups and their permissions what SCREENS says; repeat at will.

    Called after each migration, when the permissions of all models are there.
    """
    permissions = Permission.objects.using(using)
    known = {
        permission.codename: permission
        for permission in permissions.filter(content_type__app_label="articles")
    }
    for role, screens in SCREENS.items():
        group, _ = Group.objects.using(using).get_or_create(name=role.value)
        group.permissions.set(
            known[f"{verb}_{model}"]
            for model, verbs in screens.items()
            for verb in verbs
            if f"{verb}_{model}" in known  # not yet, where migration stops halfway
        )
