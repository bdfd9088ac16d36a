"""What is done to authors that is not done to every thing."""
