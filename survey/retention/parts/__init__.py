"""The parts of a person’s record, as erasing sees them: places, kinds, subjects and authors, and no words."""
