"""An author opens the link they were given, and proposes what we should say of them."""
