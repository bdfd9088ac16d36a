"""What asks the reader for something, chosen for one page."""

from articles.models import Appeals, Prompt


def prompts_in(language, at):
    """Return the most pressing prompt of each slot in the language, by slot."""
    prompts = Prompt.objects.showing(at).filter(language=language)
    return _by_slot(prompts.most_pressing_first())


def prompts_for(edition, at):
    """Return the prompts for a page that shows the edition, by slot.

    An article without appeals keeps the notice that stands above every page.
    """
    prompts = Prompt.objects.showing(at).filter(language=edition.language)
    if edition.appeals == Appeals.EVERGREEN:
        prompts = prompts.filter(is_evergreen=True)
    elif edition.appeals == Appeals.NONE:
        prompts = prompts.filter(slot=Prompt.Slot.NOTICE)
    return _by_slot(prompts.most_pressing_first())


def _by_slot(prompts):
    chosen = {}
    for prompt in prompts:
        chosen.setdefault(prompt.slot, prompt)
    return chosen
