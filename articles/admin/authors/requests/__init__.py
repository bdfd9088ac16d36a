"""What authors ask of us, and how little readers are told of an author then."""
