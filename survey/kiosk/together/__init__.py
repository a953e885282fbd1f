"""A worker reads aloud and types for a young person, on a device that is handed over."""
