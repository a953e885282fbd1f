"""What changed because you told us: what staff say back to everyone in a round. About nobody; for all of them."""
