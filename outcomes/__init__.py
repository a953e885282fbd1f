"""What it came to: measures, change, goals and impact."""
