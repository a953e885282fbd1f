"""Figures that others published, kept as they published them, with source, licence and date."""
