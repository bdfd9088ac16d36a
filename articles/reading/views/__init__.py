"""Turns what readers ask for into pages."""
