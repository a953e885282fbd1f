"""Which sent answers count: the one place that says so. Sent, changed, deleted: every reader asks here."""
