"""Reminders that someone asked for themself: few, plain on a lock screen, and over with one tap."""
