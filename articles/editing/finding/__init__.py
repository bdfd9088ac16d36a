"""Finds anything by a few words of it: what the field in the head of each page asks."""
