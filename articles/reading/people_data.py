"""What search engines are told of authors: schema.org's Person and Organization.

https://schema.org/Person, https://developers.google.com/search/docs/appearance/structured-data/profile-page
"""

from articles.models.pictures import SQUARE
from articles.models.pictures import address as picture_address
from articles.reading.addresses import absolute
from articles.reading.wording import plain

_LARGEST = 720  # pixels a side of the portrait that is named


def person(credited):
    """Return an author as a credit names them; what is empty is left out.

    The name is the name and nothing else: no “By”, no title, no wording by hand.
    """
    described = {
        "@type": "Person" if credited.is_person else "Organization",
        "name": credited.said.words,
        "url": absolute(credited.address) if credited.address else "",
        "image": portrait(credited.photo),
        "description": plain(credited.short_bio.words),
        "knowsAbout": _each(credited.expertise),
        "knowsLanguage": _each(credited.languages),
        "sameAs": credited.links,
    }
    if credited.is_person:
        position = credited.position
        described |= {
            "honorificPrefix": credited.honorific,
            "jobTitle": position.role,
            "worksFor": position.affiliation
            and {"@type": "Organization", "name": position.affiliation},
        }
    return {name: value for name, value in described.items() if value}


def profile_page(page):
    """Return an author's own page as JSON-LD."""
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": absolute(page.address),
        "inLanguage": page.credited.language,
        "mainEntity": person(page.credited),
    }


def portrait(image):
    """Return the address of an author's photograph, cut square, or ""."""
    if image is None or image.withdrawn_at:
        return ""
    width = image.nearest_width(_LARGEST, crop=SQUARE)
    return absolute(picture_address(image, width, crop=SQUARE))


def _each(words):
    return [word for word in (each.strip() for each in words.split(",")) if word]
