"""Copies of SQLite databases: what is sealed and, beside it, what opens it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path


def copy_sqlite(template: Path | str, path: Path) -> Path:
    """Copy a database with its key store, and give the copy's path."""
    for whole, copy in ((f"{template}", path), (f"{template}.keys", f"{path}.keys")):
        _fold_in(Path(f"{whole}-wal"), whole)
        shutil.copy(whole, copy)
    return path


def _fold_in(newest: Path, whole: str) -> None:
    """Put into the file what SQLite has written beside it: a copy without it lacks the newest rows, or their keys."""
    if newest.exists() and newest.stat().st_size:
        with closing(sqlite3.connect(whole)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
