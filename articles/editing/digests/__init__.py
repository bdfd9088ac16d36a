"""Mail that tells a person what is new on their desk, as often as they want it."""
