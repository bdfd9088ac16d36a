"""Brings the demo to the morning it is loaded on: what waits for whom, by the verbs."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from articles.editing import desk, holding, notes, review, source_notes
from articles.editing.fixes.live import fix_live
from articles.editing.passages import Passage
from articles.exchanging.demo.content import ContentError
from articles.models import Article, Mention, Note, SourceNote


class Morning:
    """Does the tasks, each so many hours before `filed.opened_at`."""

    def __init__(self, filed, staff):
        self.filed, self.staff = filed, staff
        self.ways = {
            "correct": self._correct,
            "submit": self._submit,
            "send back": self._send_back,
            "approve": self._approve,
            "assign": self._assign,
            "note": self._note,
            "flag": self._flag,
            "hold": self._hold,
            "rework": self._rework,
            "schedule": self._schedule,
        }

    def do(self, task):
        if task.what not in self.ways:
            raise ContentError(f"{task.article}.md: nobody can “{task.what}” it.")
        article = Article.objects.get(pk=self.filed.articles[task.article].pk)
        at = self.filed.opened_at - timedelta(hours=task.ago)
        self.ways[task.what](article, task, self.staff[task.by], at)
        self.filed.backdate(article, at)

    def _submit(self, article, task, by, at):
        review.submit(article, by=by, seen=article.version, note=task.why)

    def _send_back(self, article, task, by, at):
        review.send_back(article, by=by, seen=article.version, why=task.why)

    def _approve(self, article, task, by, at):
        review.approve(article, by=by, seen=article.version, why=task.why)

    def _assign(self, article, task, by, at):
        today = timezone.localdate(self.filed.opened_at, self.filed.zone)
        due_on = today + timedelta(days=task.in_days)
        seen = review.given(article)
        review.assign(article, self.staff[task.to], by=by, seen=seen, due_on=due_on)

    def _note(self, article, task, by, at):
        passage = _passage(article, task)
        note = notes.add(article, by=by, text=task.why, passage=passage).note
        Note.objects.filter(pk=note.pk).update(made_at=at)
        Mention.objects.filter(note=note).update(made_at=at)

    def _flag(self, article, task, by, at):
        passage = _passage(article, task)
        note = source_notes.add(article, by=by, source=task.to, passage=passage)
        note.refresh_from_db()
        source_notes.raise_flag(note, by=by, seen=note.touched_at, why=task.why)
        SourceNote.objects.filter(pk=note.pk).update(made_at=at, flagged_at=at)

    def _hold(self, article, task, by, at):
        holding.hold(article, by=by, seen=article.version, why=task.why, now=at)

    def _correct(self, article, task, by, at):
        [live] = article.editions.visible().select_related("revision")
        mended = _mended(live.revision.snapshot, task)
        notice = ("correction", task.why)
        fix_live(article, mended, by=by, seen=live.pk, correction=notice, now=at)

    def _rework(self, article, task, by, at):
        text = _mended(article.snapshot(), task)
        said = {"seen": article.version, "why": task.why}
        return desk.save(article, text, by=by, **said).article

    def _schedule(self, article, task, by, at):
        article = self._rework(article, task, by, at)
        self.filed.schedule(article, task.in_days, task.hour, by=by)


def _passage(article, task):
    _words_are_there(article, task)
    return Passage("body", task.quote)


def _mended(text, task):
    _words_are_there(text, task)
    return replace(text, body=text.body.replace(task.quote, task.to))


def _words_are_there(text, task):
    if task.quote not in text.body:
        raise ContentError(f"{task.article}.md does not say “{task.quote}”.")
