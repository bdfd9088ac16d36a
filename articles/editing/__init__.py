"""Every verb that staff press."""
