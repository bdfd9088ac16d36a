"""A report and its articles, released at one instant: all of them, or none."""
