"""Downloads of a release: the same published figures as the page, in open formats."""
