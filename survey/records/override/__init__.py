"""Using an entry that is on hold: a named senior, a safeguarding reason, a last day, and the person sees it."""
