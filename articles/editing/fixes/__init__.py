"""Fixing what readers see now, and bringing the fix into every text that follows."""
