"""The demo newsroom: what demo/ at the top of the project says, drawn and filed."""
