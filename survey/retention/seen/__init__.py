"""What staff who look after erasing and holds may ask the door for: names, kinds and days, no words of a record."""
