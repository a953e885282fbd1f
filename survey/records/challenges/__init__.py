"""Challenges where they stand: which are open, who owes an answer, what is held back because of them."""
