"""How a letter leaves: by a mail server, onto the console of whoever develops, or not at all."""
