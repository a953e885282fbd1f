"""Who was told, as the record's cards show it: of the shares that the person knows of, and of no other."""
