"""Is everything well? What staff who are not programmers can be told of it."""
