"""What others may take of a record in one file, through the door that records that they did."""
