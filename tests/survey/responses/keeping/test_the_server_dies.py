"""A few of the kills of tests/benchmarks/killed.py: no acknowledged save is lost, and each sent again is kept once."""

import pytest

from survey.settings import Settings
from tests.benchmarks.killed import SECRET, run
from tests.benchmarks.people_at_work import packs


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(database_url, tmp_path):
    folder = tmp_path / "packs"
    folder.mkdir()
    settings = Settings(mode="test", secret_key=SECRET, database_url=database_url, packs_dir=packs(folder))
    saves, _again, lost = run(settings, 3, clients=2)
    assert not lost
    assert saves >= 3
