"""The screens on which a report and its articles are released together."""
