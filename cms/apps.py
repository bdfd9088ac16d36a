"""The machine as Django knows it."""

from django.apps import AppConfig


class MachineConfig(AppConfig):
    name = "cms"
    verbose_name = "Machine"
