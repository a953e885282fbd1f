"""What should we have asked? Suggestions of a round, looked at by staff, then on a board that can be voted on."""
