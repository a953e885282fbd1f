"""What changed of what was passed on, and how far each who got it has been told: projections."""
