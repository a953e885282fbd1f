"""What is done with a challenge, each act an entry that the person sees."""
