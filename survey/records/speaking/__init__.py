"""Speaking up for someone: an advocate says that an entry is not right, where the young person lets them."""
