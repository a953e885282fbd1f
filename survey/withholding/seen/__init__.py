"""What staff may ask the door for of what is kept back."""
