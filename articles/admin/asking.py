"""A page that asks what a verb needs, calls it, and says what came of it."""

from django.core.exceptions import ValidationError


def form_of(kind, request, article, **initial):
    initial = {"seen": article.version, **initial}
    return kind(request.POST or None, initial=initial, label_suffix="")


def done(form, article, verb, *, by, state=lambda article: article.version):
    """Call the verb with what the form holds; say what came of it, or None.

    Who is told of a change meanwhile decides again on what is shown then: `state` says
    what that is, as the form carries it.
    """
    if form.is_valid():
        try:
            return verb(article, by=by, **form.cleaned_data)
        except ValidationError as error:
            by_field = getattr(error, "error_dict", {None: error})
            for name, words in by_field.items():
                form.add_error(name if name in form.fields else None, words)
        article.refresh_from_db()
    if form.is_bound and form.non_field_errors():
        form.data = form.data.copy()
        form.data["seen"] = state(article)
    return None


def words_of(form):
    return " ".join(word for words in form.errors.values() for word in words)
