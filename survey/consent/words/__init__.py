"""The words of every notice that was used: kept for ever, and held against what would be shown now."""
