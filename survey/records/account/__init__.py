"""A person's account: every entry about them, put together so that it can be told in plain words."""
