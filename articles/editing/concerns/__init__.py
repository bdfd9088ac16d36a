"""What waits for a person: on their desk, and in the mail that tells of it."""
