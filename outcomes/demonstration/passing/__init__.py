"""What is passed on of someone, and who asks for it, in a made-up year."""
