"""Notes and sources: beside the text, and on a page of their own."""
