"""What is planned and what was published, by day: what the calendar shows and moves."""
