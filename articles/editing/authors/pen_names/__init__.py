"""Pen names: who may know the name behind one, and how a byline is moved to one."""
