"""A house in which the law asks a parent too, beside the one in which it does not."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from people import Cast, gather
from survey.app import Sayso, create_app
from survey.settings import Settings
from tests.conftest import Clock
from tests.survey.consent.asking import ages_file


@pytest.fixture
def strict(settings: Settings, clock: Clock, tmp_path: Path) -> Iterator[Sayso]:
    """From 16 on one's own Yes is enough."""
    app = create_app(replace(settings, art8_ages=ages_file(tmp_path, 16)), clock=clock, rng=random.Random(7))
    yield app
    app.house.database.dispose()


@pytest.fixture
def strict_cast(strict: Sayso) -> Cast:
    return gather(strict.house)
