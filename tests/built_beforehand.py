"""Both sides, built before the first process is begun from here: each that serves a page copies them (built_once.py).

A side with other settings than these is built anew, and all that costs is time.
"""

import random
from datetime import UTC, datetime

from survey.app import create_app
from survey.settings import Settings
from tests.built_once import build_once

SECRET, BASE_URL = "a-secret-for-tests-that-is-long-enough", "http://localhost"  # as tests/beginnings.py has them

build_once()
_first = create_app(
    Settings(mode="test", secret_key=SECRET, database_url="sqlite://", base_url=BASE_URL),
    clock=lambda: datetime(2026, 9, 14, tzinfo=UTC),
    rng=random.Random(0),
)
_first.house.database.dispose()
