"""Reading a record: one's own, or what one may see of a relative's; looking for something in it; on paper."""
