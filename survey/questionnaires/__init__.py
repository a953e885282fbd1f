"""What is asked: definitions with the reason for every question, rounds in which they are open, and licensed packs."""
