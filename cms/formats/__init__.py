"""How dates and times are written, where Django asks by language."""
