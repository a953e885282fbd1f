"""A person reads each quote before it goes: what waits, through the door that tells the young person of the look."""
