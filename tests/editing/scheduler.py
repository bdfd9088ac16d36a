"""A process of its own that schedules an article as soon as it is told to.

    python -m tests.editing.scheduler USERNAME ARTICLE VERSION MOMENT

It says “ready”, waits for a line, and then says “scheduled” or why not.
"""

import sys
from datetime import datetime

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402

from articles.editing import schedule  # noqa: E402
from articles.models import Article  # noqa: E402


def main(username, article_id, version, moment):
    by = User.objects.get(username=username)
    article = Article.objects.get(pk=article_id)
    at = datetime.fromisoformat(moment)
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        schedule.schedule(article, by=by, seen=int(version), live_from=at)
    except ValidationError as error:
        print(" ".join(error.messages), flush=True)
    else:
        print("scheduled", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
