"""Opening a record: the second thing a person chose, and the short-lived key that it is exchanged for."""
