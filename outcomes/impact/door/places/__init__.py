"""Where people live and what was asked: facts of a service, known before anybody is counted."""
