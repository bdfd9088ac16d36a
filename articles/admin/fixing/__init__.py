"""The screens of a fix: the text that readers see, what came of it, what is left."""
