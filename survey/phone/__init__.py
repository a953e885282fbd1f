"""What a phone may keep of a sitting: the worker, its questions with nothing in them, and clearing all of it."""
