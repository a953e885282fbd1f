"""What is around the made-up area: a map that is on no map, and tables of an office that is none."""
