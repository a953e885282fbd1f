"""What I said over time: one's own answers, shown back in plain words. No label, no band, no norm, no one else's."""
