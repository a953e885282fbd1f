"""Copies of SQLite databases: what is sealed and, beside it, what opens it."""

import shutil
from pathlib import Path


def copy_sqlite(template: Path | str, path: Path) -> Path:
    """Copy a database with its key store, and give the copy's path."""
    shutil.copy(template, path)
    shutil.copy(f"{template}.keys", f"{path}.keys")
    return path
