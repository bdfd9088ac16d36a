"""One click that says: what readers are told of this author is true today."""

from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from articles.admin.things.pages import about, address
from articles.admin.things.versions import done
from articles.editing.authors import reviewing

SAID = "Reviewed today: what readers are told of “{author}” is true."


@require_POST
@about("change")
def reviewed(request, thing):
    """Note it, and lead back: to the list as it was narrowed, where `back` says so."""
    return done(
        request,
        thing,
        SAID.format(author=thing),
        lambda seen: reviewing.reviewed(thing, by=request.user, seen=seen),
        otherwise=_list(request) if "back" in request.POST else None,
    )


def button(author):
    """Return the button of a row in the list; its form is review_form.html."""
    return format_html(
        '<button class="plain" form="review" formaction="{}" name="seen" value="{}" '
        'aria-label="Reviewed today: {}">Reviewed today</button>',
        address(author, "reviewed"),
        author.version,
        author.name,
    )


def _list(request):
    narrowed = QueryDict(request.POST["back"]).urlencode()
    place = reverse("admin:articles_author_changelist")
    return HttpResponseRedirect(f"{place}?{narrowed}" if narrowed else place)
