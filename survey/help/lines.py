"""Lines of help: what is known of each, whether it is open, and which fit best. Pure: the moment is an argument."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from survey.errors import DomainError
from survey.holidays import NATIONS
from survey.hours import Hours, closing, is_open, opening, working_hours

SHIPPED = Path(__file__).parent / "library" / "help_lines.toml"
ZONE = "Europe/London"
ABOUT = ("talk", "health", "home")
AT_THE_FOOT = 2


class HelpLinesWrong(DomainError):
    """The file of help lines cannot be used."""


@dataclass(frozen=True)
class HelpLine:
    """One line. Without a source and a day on which it was looked up it cannot be shown."""

    id: str
    name: str
    about: str
    number: str
    text: str
    word: str  # what to write in a text; empty: anything
    press: str  # what to press when they answer
    site: str
    off_bill: bool
    hours: tuple[Hours, ...]  # none: day and night
    languages: frozenset[str]
    sometimes: frozenset[str]
    interpreter: bool
    nations: frozenset[str]
    youngest: int
    oldest: int | None
    general: bool
    sources: tuple[str, ...]
    checked: date

    def is_open(self, now: datetime) -> bool:
        return not self.hours or is_open(self.hours, now)

    def until(self, now: datetime) -> datetime | None:
        """When it closes next, while it is open; None: it never does."""
        return closing(self.hours, now) if self.hours else None

    def from_(self, now: datetime) -> datetime:
        """When it opens next, while it is closed."""
        return opening(self.hours, now)

    @property
    def each_day(self) -> Hours | None:
        """Its hours, where they are the same each day."""
        (first, *more) = self.hours or (None,)
        return first if first and not more and (first.first, first.last) == (0, 6) else None

    def speaks(self, language: str) -> int:
        """How well it fits who reads this language: 0 spoken there, 1 by some, 2 by an interpreter, 3 not."""
        fits = (language in self.languages, language in self.sometimes, self.interpreter)
        return next((rank for rank, fit in enumerate(fits) if fit), 3)


def fitting(lines: Iterable[HelpLine], nation: str, language: str, now: datetime) -> list[HelpLine]:
    """The lines of a nation, the most fitting first: open now, then their language, then as in the file."""
    mine = [line for line in lines if nation in line.nations]
    return sorted(mine, key=lambda line: (not line.is_open(now), line.speaks(language)))


def at_the_foot(lines: Iterable[HelpLine], nation: str, language: str, now: datetime) -> list[HelpLine]:
    """The two that stand on every page: for anyone, whatever it is about."""
    return [line for line in fitting(lines, nation, language, now) if line.general][:AT_THE_FOOT]


@cache
def help_lines(added: str = "") -> tuple[HelpLine, ...]:
    """Those we ship, with an installation's own before them. :raise HelpLinesWrong: says which line, and why."""
    shipped = _read(SHIPPED)
    own = _read(Path(added)) if added else {}
    gone = {name for name, facts in own.items() if facts.get("shown") is False}
    named = {**own, **{name: facts for name, facts in shipped.items() if name not in own}}
    return tuple(_line(facts) for name, facts in named.items() if name not in gone)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("line", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise HelpLinesWrong(f"The help lines in {path} cannot be read: {error}") from None
    named = {str(facts.get("id", "")): facts for facts in found}
    if "" in named or len(named) < len(found):
        raise HelpLinesWrong(f"Each line in {path} needs an id of its own.")
    return named


def _line(facts: dict[str, Any]) -> HelpLine:
    name = facts["id"]
    try:
        known: dict[str, Any] = {each: facts[each] for each in ("id", "name", "about", "checked")}
        known |= {each: str(facts.get(each, "")) for each in ("number", "text", "word", "press", "site")}
        known |= {each: facts.get(each) is True for each in ("off_bill", "interpreter", "general")}
        known |= {each: frozenset(facts.get(each, ())) for each in ("languages", "sometimes", "nations")}
        known |= {"youngest": int(facts.get("youngest", 0)), "oldest": facts.get("oldest")}
        known["hours"] = tuple(working_hours(f"{each} {ZONE}") for each in facts["hours"])
        line = HelpLine(sources=tuple(facts.get("sources", ())), **known)
    except (KeyError, TypeError, ValueError) as error:
        raise HelpLinesWrong(f"The help line {name} is not complete: {error}") from None
    if wrong := _wrong(line, facts):
        raise HelpLinesWrong(f"The help line {name} {wrong}")
    return line


def _wrong(line: HelpLine, facts: dict[str, Any]) -> str:
    rules = (
        (bool(line.number or line.text), "has no number to call or text."),
        (facts.get("cost") == "free", "must be free: others are not shown here."),
        (line.about in ABOUT, f"must be about one of {', '.join(ABOUT)}."),
        (bool(line.languages), "does not say which languages they speak."),
        (bool(line.nations) and line.nations <= set(NATIONS), "does not say for which nations it is."),
        (bool(line.sources) and type(line.checked) is date, "has no source, or no day on which it was looked up."),
    )
    return next((words for holds, words in rules if not holds), "")
