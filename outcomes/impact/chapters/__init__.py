"""A release chapter by chapter, as its pages read it: rows, findings and charts, from published figures only."""
