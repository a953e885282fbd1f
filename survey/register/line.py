"""One line of the register, in messages looked up when shown, and how two versions of the register differ. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Say = Callable[..., str]


def N_(message: str) -> str:
    """Mark a message for translation; it is looked up when shown."""
    return message


@dataclass(frozen=True)
class Said:
    """A message and what fills it. `is_ours` is false for the law's own words, which are shown as they are written."""

    message: str
    fills: Mapping[str, str | int] = field(default_factory=dict)
    is_ours: bool = True

    def words(self, say: Say) -> str:
        """In the language of the page."""
        if not self.is_ours:
            return self.message
        filled = {name: say(each) if isinstance(each, str) else each for name, each in self.fills.items()}
        said = say(self.message)
        return said % filled if filled else said

    def plain(self) -> list[Any]:
        """As an entry holds it."""
        return [self.message, dict(self.fills), self.is_ours]

    @classmethod
    def from_plain(cls, kept: Sequence[Any]) -> "Said":
        return cls(kept[0], dict(kept[1]), bool(kept[2]))


Row = tuple[str, Said]  # its label, a message too


@dataclass(frozen=True)
class Line:
    """One thing that the register says, by a name that stays the same when what it says changes."""

    id: str
    name: Said
    rows: tuple[Row, ...]

    def plain(self) -> dict[str, Any]:
        """As an entry holds it."""
        return {"name": self.name.plain(), "rows": [[label, said.plain()] for label, said in self.rows]}

    @classmethod
    def from_plain(cls, line_id: str, kept: Mapping[str, Any]) -> "Line":
        rows = tuple((label, Said.from_plain(said)) for label, said in kept["rows"])
        return cls(line_id, Said.from_plain(kept["name"]), rows)


@dataclass(frozen=True)
class Section:
    """Lines that belong together under one heading."""

    id: str
    name: str
    about: str
    lines: tuple[Line, ...]


class How(StrEnum):
    """What became of a line."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """One line that changed: what it says now and what it used to say, row by row, of what is not the same."""

    how: How
    line: Line
    now: tuple[Row, ...] = ()
    before: tuple[Row, ...] = ()


Snapshot = Mapping[str, Any]  # lines as an entry holds them, by their ids


def snapshot(sections: Sequence[Section]) -> dict[str, Any]:
    """The whole register as an entry holds it."""
    return {line.id: line.plain() for section in sections for line in section.lines}


def changes(before: Snapshot, now: Snapshot) -> list[Change]:
    """How the register changed from one version to the next, in the order of the newer one; what went, last."""
    found = [_change(before.get(name), Line.from_plain(name, kept)) for name, kept in now.items()]
    gone = [Line.from_plain(name, kept) for name, kept in before.items() if name not in now]
    return [each for each in found if each] + [Change(How.GONE, line, before=line.rows) for line in gone]


def _change(kept: Mapping[str, Any] | None, line: Line) -> Change | None:
    if kept is None:
        return Change(How.NEW, line, now=line.rows)
    old = Line.from_plain(line.id, kept)
    if old == line:
        return None
    now = tuple(row for row in line.rows if row not in old.rows)
    return Change(How.CHANGED, line, now, tuple(row for row in old.rows if row not in line.rows))
