"""The demo newsroom's pictures: engravings in a few flat colours."""
