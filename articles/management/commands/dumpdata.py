"""Django's own command, which writes down all but who is behind a pen name."""

from django.core.management.commands import dumpdata

from articles.models import PenName, PenNameStep

_HIDDEN = [model._meta.label for model in (PenName, PenNameStep)]


class Command(dumpdata.Command):
    help = f"{dumpdata.Command.help} What pen names hide is never in it."

    def handle(self, *labels, **options):
        options["exclude"] = [*options["exclude"], *_HIDDEN]
        return super().handle(*labels, **options)
