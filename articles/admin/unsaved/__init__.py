"""Text that is typed and not saved: taken from a page, shown when it opens again."""
