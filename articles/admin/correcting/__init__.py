"""Telling readers what was wrong: the notice, its amendment, the list of all."""
