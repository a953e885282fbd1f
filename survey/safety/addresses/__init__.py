"""Where a member of staff can be written to."""
