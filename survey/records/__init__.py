"""Records: what is written about a person, told in plain words; and what happens when it is not right."""
