"""Tampering: whatever is done to the log, one of the four ways finds it, outside the window that we declare."""

import pytest

from tests.survey.ledger.a_log import DETECTORS, Shown, Truth, found_by, range_of
from tests.survey.ledger.attacks import CATALOGUE, Class, tried, truths

CASES = 100
BY_NAME = {kind.name: kind for kind in CATALOGUE}


@pytest.fixture(scope="module")
def logs() -> list[Truth]:
    return truths(20, seed=2026)


def test_a_log_left_alone_is_found_whole(logs: list[Truth]) -> None:
    for truth in logs:
        whole = Shown(truth.entries, range_of(truth.entries), truth.checkpoints[-1], len(truth.entries))
        assert not found_by(truth, whole)


def test_there_are_at_least_eighteen_classes() -> None:
    assert len(BY_NAME) == len(CATALOGUE) >= 18


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.name)
def test_it_is_found_outside_the_declared_window(kind: Class, logs: list[Truth]) -> None:
    result = tried(kind, CASES, logs)
    assert result.cases == CASES
    assert result.missed_outside == 0
    assert result.missed_inside <= result.inside < CASES  # most cases are not in the window: the test tests something


WITHOUT: dict[str, set[str]] = {  # take these away, and this class gets through
    "edit": {"database"},
    "silent shred": {"database"},
    "erased part brought back": {"database"},
    "truncate": {"checkpoint", "witness", "receipt"},
    "re-chain": {"checkpoint", "witness", "receipt"},
    "roll back": {"witness", "receipt"},
    "re-sign": {"witness", "receipt"},
    "fork": {"witness", "receipt"},
    "key replacement": {"checkpoint", "witness", "receipt"},
    "restored backup, grown": {"witness", "receipt"},
    "forged receipt": {"itself"},
    "forged proof": {"itself"},
    "forged cosignature": {"itself"},
}


@pytest.mark.parametrize("name", WITHOUT)
def test_without_what_finds_it_it_gets_through(name: str, logs: list[Truth]) -> None:
    """The negative control: a class that everything finds, whatever is taken away, would prove nothing."""
    left = [each for each in DETECTORS if each not in WITHOUT[name]]
    assert tried(BY_NAME[name], 20, logs, left).missed_outside > 0


@pytest.mark.parametrize("memory", ["witness", "receipt"])
def test_against_the_stolen_key_an_outside_memory_is_what_helps(memory: str, logs: list[Truth]) -> None:
    found = tried(BY_NAME["re-sign"], CASES, logs, [memory]).found[memory]
    assert found > CASES // 2
    assert not tried(BY_NAME["re-sign"], CASES, logs, ["database", "checkpoint"]).found
