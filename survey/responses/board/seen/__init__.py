"""What staff may ask the door for of a board: the words, and, where someone may need help, whose they are."""
