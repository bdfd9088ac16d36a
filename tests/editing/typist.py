"""A process of its own that saves one article many times, through the article's form.

    python -m tests.editing.typist USERNAME ARTICLE SAVES SEED

Now and then it posts what it opened long ago. On its output stands, for each form, what
was typed into it: a JSON object a line.
"""

import json
import random
import sys

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from articles.models import Article  # noqa: E402
from tests.admin.pages import change_page, filled  # noqa: E402

LONGEST_OPEN = 4  # saves that a form lies open at most
FIELDS = {
    "headline": "{}",
    "standfirst": "<p>{}</p>",
    "body": "<p>Before.</p><p>{}</p><p>After.</p>",
    "search_title": "{}",
    "notes": "{}",
}


def main(username, article_id, saves, seed):
    chance = random.Random(seed)
    client = Client(raise_request_exception=True)
    client.force_login(User.objects.get(username=username))
    page = change_page(Article(pk=article_id))
    form, left_open = None, 0
    for number in range(saves):
        if not left_open:
            form = filled(client.get(page))
            left_open = chance.randint(1, LONGEST_OPEN)
        left_open -= 1
        names = chance.sample(list(FIELDS), chance.randint(1, 3))
        typed = {
            name: FIELDS[name].format(f"{username}, {seed}.{number}, {name}")
            for name in names
        }
        form = {**form, **typed}
        answer = client.post(page, {**form, "_save": ""})
        if answer.status_code != 302:
            raise SystemExit(f"Not accepted: {answer.status_code}\n{answer.text}")
        print(json.dumps(typed), flush=True)


if __name__ == "__main__":
    setup_test_environment()
    name, *numbers = sys.argv[1:]
    main(name, *map(int, numbers))
