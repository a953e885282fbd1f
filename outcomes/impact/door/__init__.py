"""The one door from people to figures: who is in a cohort, asked of consent and of the record as they stand."""
