"""What a screen measures in a real window."""


def fits(page):
    """Say whether nothing of the page lies to the right of its window.

    Waits for the page's styles; who comes by a click waits for the new page first.
    """
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")
