"""Who looked, for whom it was about: the unusual first, the usual together by month, in plain words."""
