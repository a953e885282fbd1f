"""A route that is about to lapse, because nobody has tested it for long: who can test it is told in time."""
