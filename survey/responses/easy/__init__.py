"""Easy words: switched on and off on any page of questions, and kept with the sitting."""
