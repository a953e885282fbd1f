"""Relations: what shows that someone is family, what they may see and by whose say, and what a court stops."""
