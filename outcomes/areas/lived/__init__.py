"""The places that people live in, taken from the lists; and the authorities that an organisation works in."""
