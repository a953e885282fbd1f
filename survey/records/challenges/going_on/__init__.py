"""What follows an answer by itself."""
