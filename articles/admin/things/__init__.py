"""The screens of all that is not an article: its versions, and what they share."""
