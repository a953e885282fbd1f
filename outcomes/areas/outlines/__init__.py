"""The outlines of wards for a map, simplified once when they are loaded."""
