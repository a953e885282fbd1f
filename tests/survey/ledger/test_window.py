"""The window and the setting that names our witnesses: the rules, without a database."""

from datetime import UTC, datetime

import pytest

from survey.errors import DomainError
from survey.ledger.cosigning.witnesses import read_witnesses
from survey.ledger.window.window import Memory, window_of
from tests.survey.ledger.known_keys import WITNESS


def test_a_window_is_never_less_than_nothing() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    ahead = window_of(10, [Memory("w+1+x", 12, now)], None, now)
    assert (ahead.entries, ahead.remembered, ahead.minutes) == (0, 10, 0)
    empty = window_of(0, [], None, now)
    assert (empty.is_shut, empty.nobody_outside) == (True, True)
    refused = window_of(5, [Memory("w+1+x", 0, now, "It does not answer.")], now, now)
    assert (refused.entries, refused.nobody_outside) == (5, True)


@pytest.mark.parametrize("setting", ["nonsense", f"{WITNESS}x@http://a", "log-0badcafe+a102a568+AYqI4910"])
def test_a_witness_that_cannot_be_read_is_named(setting: str) -> None:
    (read,) = read_witnesses([f"{WITNESS}@https://a.example/w/"])
    assert (read.key, read.url) == (WITNESS, "https://a.example/w")
    assert read_witnesses([str(WITNESS)])[0].url is None
    with pytest.raises(DomainError, match="SAYSO_WITNESSES has"):
        read_witnesses([setting])
