"""Amina and Rosa with their records open and Sam's notes in them: as the tests of records find them."""

from tests.survey.records.conftest import amina, notes, rosa, visit

__all__ = ["amina", "notes", "rosa", "visit"]
