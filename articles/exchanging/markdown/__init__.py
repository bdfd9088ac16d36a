"""Articles as Markdown files, laid out as the newsroom's own are."""
