"""What happens when a watched answer was sent: someone is told, takes it, and says what was done."""
