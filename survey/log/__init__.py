"""The log for anyone to look at: signed heads, keys and proofs on the people's side; the window on the staff side."""
