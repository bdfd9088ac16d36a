"""Screens about when readers get which text."""
