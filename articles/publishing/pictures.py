"""Takes pictures out of compiled texts that show them, and puts them back."""

import re

from django.db.models import Q

from articles.models import Edition, Image
from articles.publishing.compiler import compiled, image_ids

_FIGURE = re.compile(r'<figure class="picture">.*?</figure>', re.DOTALL)


def follow(ids):
    """Compile again whatever shows pictures that were withdrawn, or are back.

    Also what is past, was cancelled or lies under a withdrawal: it may be seen again.
    """
    shows = Q(pk=None)
    for pk in ids:
        shows |= Q(revision__content__body__icontains=f'<figure data-image="{pk}"')
    editions = Edition.objects.filter(shows).exclude(body="").select_related("revision")
    texts = [(edition, edition.revision.snapshot) for edition in editions]
    named = {pk for _, snapshot in texts for pk in image_ids(snapshot)}
    images = Image.objects.in_bulk(named)
    for edition, snapshot in texts:
        text = compiled(snapshot, images)
        others = [image for pk, image in images.items() if pk not in ids]
        edition.body = _with_figures_of(edition.body, text.body, others)
        edition.text, edition.word_count = text.text, text.word_count
        if edition.search_text:  # what is retracted is found by no search
            edition.search_text = text.search_text
        edition.save(update_fields=["body", "text", "word_count", "search_text"])


def _with_figures_of(old, new, images):
    """Return the new text; of these images, with the words that readers know."""
    known = {image.rendition_folder: [] for image in images}

    def of(figure):
        return next((folder for folder in known if folder in figure), None)

    for figure in _FIGURE.findall(old):
        if folder := of(figure):
            known[folder].append(figure)

    def kept(found):
        stood = known.get(of(found[0]))
        return stood.pop(0) if stood else found[0]

    return _FIGURE.sub(kept, new)
