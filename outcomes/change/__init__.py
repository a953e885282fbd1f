"""What changed: for one person (reliable change), for a group (effect sizes), and how far a scale can be relied on."""
