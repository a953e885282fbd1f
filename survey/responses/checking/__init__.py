"""Before anything is sent: everything they answered, what happens when they send it, and sending it."""
