"""Proving a release safe at the size of an area: other data sets that agree with everything published."""
