"""Taking an article down: why, what readers get then, and what brings it back."""
