"""What somebody typed and sent: no door by which it is refused costs a word."""
