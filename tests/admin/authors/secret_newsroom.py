"""A newsroom with a secret in it, and every place where somebody might find it."""

import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

from django.contrib.admin import site
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from PIL import Image as Picture

from articles.editing import images, previews, review, things
from articles.editing.complaints import dealing
from articles.editing.unsaved import keep_unsaved
from articles.models import Article, Author, Digest, Disclaimer, Event, Publication
from articles.models.actions import Role
from tests import browsing, factories, photographs

# Each stands for itself alone, in no word of ours.
REAL = "Iphigenia Quuxwhistle"  # what only the record holds
BEFORE = "Marguerite Zyxwillow"  # under whose name the articles stood once
PEN = "A. Reed"
HOUR = timedelta(hours=1)


def place(name, *args):
    return reverse(f"admin:articles_author_{name}", args=args)


def signed_in(account):
    return browsing.signed_in(account, raise_request_exception=False)


class SecretNewsroom:
    """Whoever wrote as BEFORE writes as PEN; a keeper has done all that keepers do."""

    def __init__(self):
        self.admin = factories.user("superuser", email="chief@news.example")
        self.keeper = factories.user(Role.PUBLISHER, email="keeper@news.example")
        self.browser = signed_in(self.keeper)
        self._furnish()
        self.before = factories.author(BEFORE, short_bio=f"<p>{BEFORE} sails.</p>")
        self.articles = [self._article(number) for number in range(2)]
        self._keep_the_secret()
        self._move()
        self._look_and_change()
        things.delete(self.before, by=self.admin, seen=1)

    def _furnish(self):
        small = Disclaimer.objects.create(name="Usual", text="<p>By {authors}.</p>")
        Publication.objects.update_or_create(pk=1)
        Publication.objects.update(default_disclaimer=small, shows_history=True)
        self.region, self.theme = factories.region("Gozo"), factories.theme("Ferries")
        self.report = factories.report("The islands")

    def _article(self, number):
        days_ago = [timezone.now() - timedelta(days=days) for days in (3, 2)]
        article = factories.published_article(
            by=self.keeper,
            now=days_ago[0],
            by_line=[self.before],
            headline=f"Ferry {number}",
            regions=(self.region.pk,),
            themes=(self.theme.pk,),
            reports=(self.report.pk,),
            tags=("harbours",),
        )
        factories.reworked(article, by=self.keeper, headline=f"Ferry {number} again")
        factories.published_again(article, by=self.keeper, now=days_ago[1])
        factories.corrected(article, "It was the third.", by=self.keeper)
        factories.fixed(article, by=self.keeper, standfirst="Mended")
        article.refresh_from_db()
        factories.reworked(article, by=self.keeper, search_title="To come")
        later = timezone.now() + HOUR
        self.coming = factories.scheduled(article, later, by=self.keeper)
        complaint = factories.complaint(article, email="reader@home.example")
        dealing.reply(
            complaint, by=self.keeper, seen=complaint.touched_at, text="We thank you."
        )
        self.complaint = complaint
        self.preview = previews.make_link(article, by=self.keeper, days=7)
        article.refresh_from_db()
        form = f"headline=Typed&seen={article.version}&credits-0-author=" + str(
            self.before.pk
        )
        form += f"&credits-0-author-typed={BEFORE}&credits-0-wording=By+{BEFORE}"
        keep_unsaved(
            Article, article.pk, form, by=self.admin, began_from=article.version
        )
        return article

    def _keep_the_secret(self):
        exif = Picture.Exif()
        # A description, the owner of the camera, a comment. Who took it, or owns the
        # rights to it, stays in copies for readers: such a portrait is refused.
        exif[0x010E], exif[0xA430], exif[0x9286] = REAL, REAL, REAL
        file = photographs.photograph((900, 600), exif=exif)
        file.name = f"{REAL.replace(' ', '-')}.jpg"
        self.photo = images.add(file, by=self.keeper, alt="A reed in the wind")
        data = {
            "name": PEN,
            "secret-real_name": REAL,
            "secret-contact": f"{REAL}, by the ferry",
            "secret-note": f"{REAL} is in danger",
        }
        self.browser.post(place("new_pen_name"), data)
        self.pen = Author.objects.get(name=PEN)
        self.record = self.pen.pen_name
        content = self.pen.content().changed(
            photo=self.photo.pk,
            short_bio="<p>Writes.</p>",
            long_bio="<p>Writes on.</p>",
        )
        things.save(self.pen, content, by=self.keeper, seen=1)

    def _post(self, name, **data):
        self.record.refresh_from_db()
        seen = self.record.touched_at.isoformat()
        where = place(name, self.pen.pk)
        return self.browser.post(where, {"seen": seen, **data}, follow=True)

    def _move(self):
        for article in self.articles:
            self.record.refresh_from_db()
            data = {
                "secret-whose": self.before.pk,
                "secret-articles": article.pk,
                "secret-seen": self.record.touched_at.isoformat(),
            }
            answer = self.browser.post(place("move_bylines", self.pen.pk), data)
            assert "Moved: 1 article" in " ".join(answer.text.split())

    def _look_and_change(self):
        assert REAL in self._post("open_pen_name", why=f"{REAL} calls").text
        self._post("change_pen_name", **{"secret-real_name": REAL, "secret-note": REAL})
        self._post("add_keeper", person=self.admin.pk, why=f"For {REAL}")
        self._post("remove_keeper", person=self.admin.pk, why=f"Not for {REAL}")
        # Refused: nothing of what was typed may stay anywhere.
        self._post("change_pen_name", seen="x", **{"secret-real_name": f"Old {REAL}"})
        self.browser.post(place("new_pen_name"), {"secret-real_name": REAL})
        Client().post(place("new_pen_name"), {"name": "X", "secret-real_name": REAL})
        self._post("end_pen_name", why=" ", **{"secret-real_name": REAL})

    # Where somebody might look

    def readers_addresses(self):
        """Every address of the reader's resolver, its slugs and numbers filled in."""
        article = self.articles[0].editions.visible().get()
        of = {
            "author": self.pen.slug,
            "region": self.region.slug,
            "theme": self.theme.slug,
            "report": self.report.slug,
            "tag": "harbours",
            "preview": self.preview.token,
        }
        found = []
        for name, route in _routes(get_resolver("articles.urls").url_patterns):
            slug = article.slug if "<number:id>" in route else of.get(name)
            known = {"id": article.article_id, "slug": slug, "token": slug}
            found.append(f"/{_filled(route, known)}")
        found += [f"/search/?q={word}" for word in (PEN, "Ferry", "harbours")]
        found += ["/no/such/page/", "/authors/nobody/"]
        return list(dict.fromkeys(found))

    def at_other_times(self):
        """What readers saw and will see, as staff look at it."""
        at = {
            edition.live_from
            for each in self.articles
            for edition in each.editions.all()
        }
        article = self.articles[0].editions.visible().get().get_absolute_url()
        pages = ["/", article, f"{article}article.md", f"{article}history/"]
        pages += [self.pen.get_absolute_url(), "/corrections/"]
        for moment in sorted(at):
            after = (moment + timedelta(milliseconds=1)).isoformat()
            yield from (f"{page}?at={after.replace('+', '%2B')}" for page in pages)

    def staff_addresses(self):
        """Every address of the staff's resolver, with what there is of each kind."""
        article, edition = self.articles[0], self.articles[0].editions.visible().get()
        numbers = {
            "article_id": article.pk,
            "edition_id": edition.pk,
            "author_id": self.pen.pk,
            "complaint_id": self.complaint.pk,
            "link_id": self.preview.pk,
            "number": 1,
            "thing": "articles.author",
            "what": "article",
        }
        found = []
        for name, route in _routes(site.get_urls()):
            model = _model_of(name) or Article
            own = {Author: self.pen, Article: article}.get(model)
            own = own or model._default_manager.first()
            known = {**numbers, "": own.pk if own else 1}
            found.append(f"/admin/{_filled(route, known)}")
        versions = article.revisions.values_list("number", flat=True)
        of = f"/admin/articles/article/{article.pk}"
        found += [f"{of}/versions/{number}/" for number in versions]
        found += [f"{of}/versions/compare/?from=1&to={number}" for number in versions]
        for word in ("Quuxwhistle", "Iphigenia"):
            found += [f"{each}?q={word}" for each in _lists()]
        found += [
            "/admin/autocomplete/?app_label=articles&model_name=credit"
            f"&field_name=author&term={word}"
            for word in ("Iph", "Quux")
        ]
        return list(dict.fromkeys(found))

    def mails(self):
        """Let the worker send all that is due, to everybody."""
        filed = factories.article(by=self.keeper, by_line=[self.pen], headline="Next")
        review.submit(filed, by=self.keeper, seen=1)
        earlier = timezone.now() - HOUR
        Event.objects.filter(article=filed).update(at=earlier)
        people = (
            self.admin,
            self.keeper,
            factories.user(Role.EDITOR, email="e@x.example"),
        )
        for person in people:
            Digest.objects.update_or_create(
                person=person,
                defaults={
                    "next_at": timezone.now(),
                    "told_until": earlier - timedelta(minutes=1),
                },
            )
        return said("worker", once=True)


def said(command, *args, **options):
    out, err = StringIO(), StringIO()
    call_command(command, *args, stdout=out, stderr=err, **options)
    return out.getvalue() + err.getvalue()


def tables_saying(word):
    """Return (table, column) of all that holds the word, in any row of any table."""
    found, word = set(), word.casefold()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if word in _as_text(value).casefold():
                        found.add((table, column))
    for session in Session.objects.all():
        if word in json.dumps(session.get_decoded()).casefold():
            found.add(("django_session", "session_data"))
    return found


def files_saying(word, *folders):
    """Return the files below the folders whose name or bytes hold the word."""
    wanted = [
        word.casefold().encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    return [
        path
        for folder in folders
        for path in Path(folder).rglob("*")
        if word.casefold() in path.name.casefold()
        or (
            path.is_file() and any(each in path.read_bytes().lower() for each in wanted)
        )
    ]


def says(answer, *names):
    """Return which of the names an answer says, in whatever part of it."""
    told = (
        answer.content if not answer.streaming else b"".join(answer.streaming_content)
    )
    told = told.decode(errors="replace") + str(answer.headers) + str(answer.cookies)
    told += str(getattr(answer, "redirect_chain", ""))
    told = told.casefold()
    words = {word for name in names for word in name.casefold().split()}
    return sorted(word for word in words if word in told)


def _as_text(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    return value if isinstance(value, str) else str(value)


def _routes(patterns, above=""):
    for pattern in patterns:
        route = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, route)
        elif pattern.name and "(?P<url>" not in route:
            yield pattern.name, route


def _filled(route, known):
    """Return an address that a route leads to; `known` is what stands in it by name,
    under "" what stands for all else.
    """
    if "(?P<app_label>" in route:
        return "/admin/articles/"
    return re.sub(
        r"<(?:\w+:)?(\w+)>",
        lambda found: str(known.get(found[1], known.get(""))),
        route,
    )


def _model_of(url_name):
    models = sorted(site._registry, key=lambda model: -len(model._meta.model_name))
    for model in models:
        label = f"{model._meta.app_label}_{model._meta.model_name}_"
        if url_name.startswith(label):
            return model
    return None


def _lists():
    lists = [
        name for name, _ in _routes(site.get_urls()) if name.endswith("_changelist")
    ]
    return ["/admin/search/", *(reverse(f"admin:{name}") for name in lists)]
