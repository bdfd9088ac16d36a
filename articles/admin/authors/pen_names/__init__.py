"""The screens about what is hidden behind a pen name."""
