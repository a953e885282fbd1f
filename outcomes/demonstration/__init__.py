"""The demonstration: an invented area, invented people, and a year of what they said. Nobody in it is real."""
