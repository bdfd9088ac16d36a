"""How the screens speak of a release."""

from articles.editing.dossiers.standing import progress
from articles.templatetags.desk import full_moment


def counted(count):
    return "1 article" if count == 1 else f"{count} articles"


def said_of(release):
    """Return what is said right after a release was made."""
    found = progress(release)
    count = counted(len(found.parts))
    if found.is_out:
        return f"Released: readers see {count} of “{release.report}” now."
    when = full_moment(release.live_from)
    return f"Readers get {count} of “{release.report}” at {when}, all at once."
