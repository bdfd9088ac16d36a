"""A reader says that something is wrong in an article."""
