"""A witness: another organisation's memory of this log's heads, on its own machine with its own key."""
