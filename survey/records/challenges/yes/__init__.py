"""What a challenge of a Yes does to that Yes."""
