"""What still says who is behind a pen name, as far as this newsroom can know it."""

from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from django.db.models import Exists, OuterRef, Q
from django.views.decorators.debug import sensitive_variables

from articles.editing.authors.names import telling
from articles.editing.authors.pen_names.portraits import named_in
from articles.editing.authors.pen_names.searching import Names, Place
from articles.models import (
    Article,
    Author,
    ComplaintReply,
    Correction,
    Credit,
    Edition,
    Event,
    FormerSlug,
    Image,
    Note,
    Reply,
    Revision,
    SourceNote,
    Version,
    WorkingCopy,
)

_TEXTS = ("headline", "standfirst", "body", "search_title", "search_description")
_EDITION = (*_TEXTS, "slug", "disclaimer")
_ARTICLE = (*_TEXTS, "slug", "notes", "original_url")
_PICTURE = ("alt", "caption", "credit")
_AUTHOR = (
    *("name", "short_name", "honorific", "other_names", "sort_name", "slug"),
    *("short_bio", "long_bio", "links", "expertise", "positions", "in_languages"),
)
# Of the articles whose bylines were moved: who reads each, and what it says.
_BESIDE = (
    ("a notice to readers", Correction, "article", ("text",)),
    ("a reply that was mailed", ComplaintReply, "complaint__article", ("text",)),
    ("the log", Event, "article", ("why",)),
    ("a note", Note, "article", ("text", "answer_text", "quote")),
    ("an answer to a note", Reply, "note__article", ("text",)),
    ("a source", SourceNote, "article", ("source", "text", "quote")),
)


@dataclass
class Found:
    """`shown` is what readers see now, `older` what they still find in the past."""

    names: list[str]
    shown: list[Place] = field(default_factory=list)
    older: list[Place] = field(default_factory=list)
    desk: list[Place] = field(default_factory=list)
    versions: list[Place] = field(default_factory=list)
    pictures: list[Place] = field(default_factory=list)
    beside: list[Place] = field(default_factory=list)
    itself: list[Place] = field(default_factory=list)
    unsaved: int = 0
    same_photo: list[Author] = field(default_factory=list)
    in_portrait: list[str] = field(default_factory=list)
    left_over: list[Author] = field(default_factory=list)
    addresses: list[Edition] = field(default_factory=list)

    @property
    def is_clean(self):
        places = (self.shown, self.older, self.desk, self.versions, self.pictures)
        portrait = (self.in_portrait, self.same_photo)
        return not any((*places, *portrait, self.beside, self.itself, self.unsaved))


@sensitive_variables()
def what_still_says(record):
    """Look for the real name, and for all names of those whose bylines were moved.

    The same number of queries however much there is; what is long ago is looked for
    in the moved articles alone. Nothing outside the newsroom can be looked through.
    """
    authors = _moved_from(record)
    names = Names(_names_of(record, authors))
    articles = sorted({pk for move in record.moves for pk in move["articles"]})
    visible = Edition.objects.visible()
    shown = names.in_rows(visible.filter(names.asked(_EDITION)), _EDITION)
    past = Edition.objects.running().filter(article__in=articles)
    past = past.exclude(pk__in=[place.thing.pk for place in shown])
    texts = Article.objects.filter(names.asked(_ARTICLE))
    words = Image.objects.filter(names.asked(_PICTURE))
    own = visible.filter(article__in=articles).only("article_id", "headline", "slug")
    return Found(
        names.told,
        shown=shown,
        older=names.in_rows(past.filter(names.asked(_EDITION)), _EDITION),
        desk=names.in_rows(texts, _ARTICLE),
        versions=_versions(names, articles),
        pictures=names.in_rows(words, _PICTURE),
        beside=_beside(names, articles),
        itself=_itself(names, record.author),
        unsaved=_unsaved(names, articles),
        in_portrait=named_in(record.author.photo_id),
        same_photo=_same_photo(record.author),
        left_over=[author for author in authors if not author.stands_somewhere],
        addresses=[edition for edition in own if names.are_in(edition.slug)],
    )


@sensitive_variables()
def _moved_from(record):
    """Return the authors that bylines were moved from, and if they are credited yet."""
    ids = {move["author"] for move in record.moves}
    own = Q(author=OuterRef("pk")) | Q(author__merged_into=OuterRef("pk"))
    authors = Author.objects.filter(pk__in=ids).order_by("pk")
    return list(authors.annotate(stands_somewhere=Exists(Credit.objects.filter(own))))


@sensitive_variables()
def _names_of(record, authors):
    *_, last = record.real_name.split() or [""]
    told = [record.real_name, last]
    told += [name for move in record.moves for name in move["names"]]
    return told + telling([author.pk for author in authors])


@sensitive_variables("names")
def _versions(names, articles):
    """Every version of the moved articles, read one after the other."""
    rows = Revision.objects.filter(article__in=articles).order_by("article", "number")
    rows = rows.select_related("article").iterator(chunk_size=100)
    return [
        Place(row.article, number=row.number)
        for row in rows
        if any(map(names.are_in, row.content.values()))
    ]


@sensitive_variables("names")
def _unsaved(names, articles):
    copies = WorkingCopy.objects.filter(
        thing=Article._meta.label_lower, thing_id__in=articles
    )
    forms = copies.values_list("form", flat=True)
    return sum(names.are_in(unquote_plus(form)) for form in forms)


def _same_photo(author):
    others = Author.objects.filter(photo__isnull=False, photo=author.photo_id)
    return list(others.exclude(pk=author.pk))


@sensitive_variables("names")
def _beside(names, articles):
    places = []
    for where, model, article, fields in _BESIDE:
        own = model.objects.filter(names.asked(fields), **{f"{article}__in": articles})
        for place in names.in_rows(own.select_related(article), fields):
            about = place.thing
            for step in article.split("__"):
                about = getattr(about, step)
            places.append(Place(about, where=where))
    return places


@sensitive_variables("names")
def _itself(names, author):
    """What the pen name's own page, versions and former addresses say."""
    label = {"thing": author._meta.label_lower, "thing_id": author.pk}
    kept = Version.objects.filter(**label).order_by("number")
    left = FormerSlug.objects.filter(**label)
    now = names.saying(author, _AUTHOR)
    return [
        *([Place(author, now, where="what stands now")] if now else []),
        *(
            Place(author, number=row.number)
            for row in kept
            if any(map(names.are_in, row.content.values()))
        ),
        *(
            Place(author, where=f"former address {row.slug}")
            for row in left
            if names.are_in(row.slug)
        ),
    ]
