"""The screens about who writes: the list, one author, and all that is done to one."""
