"""Where everyone stands, made from entries."""
