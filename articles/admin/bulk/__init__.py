"""Several articles at once: chosen in the list, looked over, done, reported."""
