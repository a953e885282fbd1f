"""The parts of a record that can be passed on: whose they are, who else is in them, and what stands beside them."""
