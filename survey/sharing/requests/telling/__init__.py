"""Telling a person that someone asked about them: on its day, at once, or later when two people say why."""
