"""Writing and sending reminders that are due."""
