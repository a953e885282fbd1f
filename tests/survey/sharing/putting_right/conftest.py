"""A house in which notes are passed on."""

import pytest

from people import Cast
from survey.house import House
from tests.survey.sharing.putting_right.passing import Passing


@pytest.fixture
def passing(house: House, cast: Cast) -> Passing:
    return Passing(house, cast)
