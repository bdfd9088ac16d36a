"""The screens on which two authors, regions, themes, reports or tags become one."""
