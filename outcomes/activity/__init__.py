"""What a service gave: staff, sessions, hours and cost of a period, so that it can be read beside what came of it."""
