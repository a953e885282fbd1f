"""Two processes of this program that share an audit, while this one tells how far they are and hears "stop".

They get arrays and give back numbers: no database, no key, no name of anybody. What they find does not depend on how
many there are. When one ends without an answer the closing ends as well, and can be begun again.
"""

import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from selectors import EVENT_READ, DefaultSelector
from struct import Struct
from time import monotonic
from typing import IO, Any

from outcomes.disclosure.witness.hands import Enough, Say, Work

COUNT = 2
LOOKED = 0.5  # seconds between two looks at the clock
SPEAKS = 0.5  # seconds between two signs of a process
TOLD, DONE, FAILED = "told", "done", "failed"
CHUNK = 65_536
HEAD = Struct("!I")


class Ended(Exception):
    """A process of the audit ended without an answer."""


class Beside:
    """The processes: begun when there is work, ended with this."""

    def __init__(self, count: int = COUNT) -> None:
        """None is begun yet."""
        self.count = count
        self.begun: list[_One] = []

    def __enter__(self) -> "Beside":
        """Work with them."""
        return self

    def __exit__(self, *_why: object) -> None:
        """End them, whatever they are at."""
        for one in self.begun:
            one.end()
        self.begun = []

    def do(self, work: Sequence[Work], say: Say, enough: Enough) -> list[Any] | None:
        """Do all pieces; None when it is enough before the end. :raise Ended:"""
        while len(self.begun) < min(self.count, len(work)):
            self.begun.append(_One())
        todo, found = deque(enumerate(work)), _Found([each.size for each in work])
        while found.missing:
            self._hand_out(todo)
            self._listen(found)
            say(sum(found.told), 0)
            if enough():
                self.__exit__()
                return None
        return found.answers

    def _hand_out(self, todo: "deque[tuple[int, Work]]") -> None:
        """Give each process the next piece as soon as it is free."""
        for one in self.begun:
            if one.at is None and todo:
                one.send(*todo.popleft())

    def _listen(self, found: "_Found") -> None:
        with DefaultSelector() as selector:
            for one in self.begun:
                selector.register(one.answers, EVENT_READ, one)
            for key, _ in selector.select(LOOKED):
                key.data.listen(found)


class _Found:
    """What was found so far, and how far each piece is."""

    def __init__(self, sizes: list[int]) -> None:
        self.sizes, self.missing = sizes, len(sizes)
        self.answers: list[Any] = [None] * len(sizes)
        self.told = [0] * len(sizes)


class _One:
    """One process: which piece it is at, and what it said so far."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", f"from {__name__} import serve; serve()"]
        self.process = subprocess.Popen(  # noqa: S603 - ours
            command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self.process.stdin, "asked for"
        assert self.process.stdout, "asked for"
        self.asks, self.answers, self.said = self.process.stdin, self.process.stdout, b""
        self.at: int | None = None

    def send(self, at: int, piece: Work) -> None:
        self.at = at
        try:
            _send(self.asks, piece)
        except BrokenPipeError:
            raise Ended from None

    def listen(self, found: _Found) -> None:
        """Take what it said since. :raise Ended: where it is gone."""
        chunk = self.answers.read(CHUNK)
        if not chunk:
            raise Ended
        self.said += chunk
        while (message := self._whole()) is not None and self.at is not None:
            name, answer = message
            if name == FAILED:
                raise answer
            if name == TOLD:
                found.told[self.at] = min(answer, found.sizes[self.at])
            else:
                found.told[self.at] = found.sizes[self.at]
                found.answers[self.at], self.at = answer, None
                found.missing -= 1

    def _whole(self) -> tuple[str, Any] | None:
        """The next message, where all of it is here."""
        if len(self.said) < HEAD.size:
            return None
        end = HEAD.size + HEAD.unpack_from(self.said)[0]
        if len(self.said) < end:
            return None
        message: tuple[str, Any] = pickle.loads(self.said[HEAD.size : end])  # noqa: S301 - from our own process
        self.said = self.said[end:]
        return message

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.asks.close()
        self.answers.close()


def _send(to: IO[bytes], message: object) -> None:
    said = pickle.dumps(message)
    left = memoryview(HEAD.pack(len(said)) + said)
    while left:
        left = left[to.write(left) :]


def serve() -> None:
    """Work on what comes in, until nothing comes any more: what each process does."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but answers goes there
    while head := asked.read(HEAD.size):
        piece: Work = pickle.loads(asked.read(HEAD.unpack(head)[0]))  # noqa: S301 - from the process that began this
        _send(answers, _answer(piece, answers))
        answers.flush()


def _answer(piece: Work, answers: IO[bytes]) -> tuple[str, Any]:
    """Do one piece, telling how far it is now and then."""
    last = 0.0

    def say(done: int, _total: int) -> None:
        nonlocal last
        if monotonic() - last > SPEAKS:
            last = monotonic()
            _send(answers, (TOLD, done))
            answers.flush()

    try:
        return DONE, piece.run(say, lambda: False)
    except Exception as why:
        return FAILED, why
