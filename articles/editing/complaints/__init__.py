"""What is done about readers' complaints, and how they are answered."""
