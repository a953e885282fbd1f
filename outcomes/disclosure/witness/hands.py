"""Who does the work of an audit: here, one piece after another, or others beside us, with a core for each."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

Say = Callable[[int, int], None]  # how many are done, of how many
Enough = Callable[[], bool]


class Work(Protocol):
    """A piece of work that stands for itself: arrays in, numbers out. It can be sent to another process."""

    @property
    def size(self) -> int:
        """How much of it there is, in targets."""
        ...

    def run(self, say: Say, enough: Enough) -> Any:
        """Do it."""
        ...


class Hands(Protocol):
    """Those who do pieces of work. What they find does not depend on how many they are."""

    def do(self, work: Sequence[Work], say: Say, enough: Enough) -> list[Any] | None:
        """Do it all; None when it is enough before the end. `say` is told of all pieces together."""
        ...


class Here:
    """In this process."""

    def do(self, work: Sequence[Work], say: Say, enough: Enough) -> list[Any] | None:
        """Do one after another."""
        found: list[Any] = []
        for number, each in enumerate(work):
            before, size = sum(one.size for one in work[:number]), each.size
            found.append(each.run(_of_one(say, before, size), enough))
            if enough():
                return None
        return found


def _of_one(say: Say, before: int, size: int) -> Say:
    """What one piece says, as part of all."""
    return lambda done, _: say(before + min(done, size), 0)
