"""What staff and relatives may ask the door for of a record: notes, a relative's view, challenges to answer."""
