"""Two processes beside a closing: they share the work, are told of, stopped, and missed when they are gone."""

import os
import time
from dataclasses import dataclass

import pytest

from outcomes.impact.closing.beside.store import Beside, Ended


@dataclass(frozen=True)
class Piece:
    """Counts to a number, slowly or not; or fails."""

    upto: int
    pause: float = 0.0
    why: str = ""

    @property
    def size(self) -> int:
        return self.upto

    def run(self, say, _enough):
        for number in range(self.upto):
            say(number + 1, self.upto)
            time.sleep(self.pause)
        if self.why == "gone":
            os._exit(3)
        if self.why:
            raise ValueError(self.why)
        return os.getpid(), self.upto


def test_two_processes_share_the_work_and_give_it_back_in_order():
    told = []
    with Beside() as beside:
        found = beside.do([Piece(2, 0.01), Piece(5, 0.01), Piece(3)], lambda done, _: told.append(done), lambda: False)
        again = beside.do([Piece(1)], lambda *_: None, lambda: False)
    assert [upto for _, upto in found] == [2, 5, 3]
    assert len({pid for pid, _ in [*found, *again]} - {os.getpid()}) == 2
    assert sorted(told) == told
    assert told[-1] == 10


@pytest.mark.parametrize(("why", "error"), [("wrong", ValueError), ("gone", Ended)])
def test_what_fails_there_fails_here(why, error):
    with Beside() as beside, pytest.raises(error):
        beside.do([Piece(1, why=why)], lambda *_: None, lambda: False)


def test_enough_ends_them():
    with Beside() as beside:
        processes = []

        def late() -> bool:
            processes[:] = [each.process for each in beside.begun]
            return True

        assert beside.do([Piece(1000, 0.1)], lambda *_: None, late) is None
        assert [each.poll() is not None for each in processes] == [True]
