"""What time does to decisions: ages reached, days passed, cards changed."""
