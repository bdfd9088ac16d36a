"""The calendar: what is planned and what was published, by month, week and day."""
