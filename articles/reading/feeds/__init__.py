"""A list of ours for programs that look whether something is new: RSS, Atom, JSON Feed.

A list page gets its feeds by a line in urls.py, feed_paths(), and a view that makes a
Feed and answers with it. The same Feed is always written in the same bytes.
"""
