"""Where the real data sets are, and the reason given when they are not here."""

import csv
import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("SAYSO_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")


def real_file(name: str) -> Path:
    """A file of ../shared/data; the test is skipped, with this reason, where the folder is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"The real data set {name} is not here; SAYSO_SHARED_DATA can say where it is.")
    return path


def real_rows(name: str) -> list[dict[str, str]]:
    """The rows of a real CSV file, every cell as text."""
    with real_file(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
