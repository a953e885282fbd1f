"""When a question is asked, by earlier answers: small conditions that a definition states, checked when it is read.

Data, never code: one answer is one of some codes, lies between two numbers, or was given at all; and all, any, not.
While an answer is not known yet a condition may be undecided (None): progress must not say more than is known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Given:
    """What is known of one question: the numbers picked, None for words; nothing where it was skipped or not asked."""

    is_answered: bool
    picked: tuple[int, ...] | None = ()


Known = Mapping[str, Given]  # by item; one that is not here is not known yet
NOT_GIVEN = Given(False)


class Condition(Protocol):
    """Something that holds or not, once the answers it looks at are known."""

    def holds(self, known: Known) -> bool | None:
        """None: not known yet."""
        ...

    def parts(self) -> "Iterator[OfAnswer]":
        """Every look at one answer that it is made of."""
        ...


@dataclass(frozen=True)
class OfAnswer:
    """One look at one answer. `codes`: one of these was picked. `least`, `greatest`: the number lies between them."""

    item: str
    codes: tuple[int, ...] = ()
    least: int | None = None
    greatest: int | None = None
    answered: bool | None = None

    def holds(self, known: Known) -> bool | None:
        if self.item not in known:
            return None
        given = known[self.item]
        if self.answered is not None:
            return given.is_answered is self.answered
        return given.is_answered and any(self._fits(number) for number in given.picked or ())

    def _fits(self, number: int) -> bool:
        if self.codes:
            return number in self.codes
        return (self.least is None or number >= self.least) and (self.greatest is None or number <= self.greatest)

    def parts(self) -> "Iterator[OfAnswer]":
        yield self


@dataclass(frozen=True)
class Together:
    """Several conditions: all of them, or any."""

    of: tuple[Condition, ...]
    need_all: bool

    def holds(self, known: Known) -> bool | None:
        found = [each.holds(known) for each in self.of]
        if (not self.need_all) in found:  # one that fails settles “all”; one that holds settles “any”
            return not self.need_all
        return None if None in found else self.need_all

    def parts(self) -> Iterator[OfAnswer]:
        for each in self.of:
            yield from each.parts()


@dataclass(frozen=True)
class Not:
    """The other way round. What was skipped is not this answer, so it holds."""

    of: Condition

    def holds(self, known: Known) -> bool | None:
        found = self.of.holds(known)
        return None if found is None else not found

    def parts(self) -> Iterator[OfAnswer]:
        yield from self.of.parts()


def condition(data: Any) -> Condition:
    """A condition as a definition file states it. :raise ValueError: a sentence on what is wrong with it."""
    if not isinstance(data, Mapping):
        raise ValueError(f"a condition is a table, not {data!r}")
    keys = set(data)
    if keys in ({"all"}, {"any"}):
        (name,) = keys
        if not isinstance(data[name], list) or not data[name]:
            raise ValueError(f"“{name}” takes a list of conditions")
        return Together(tuple(condition(each) for each in data[name]), name == "all")
    if keys == {"not"}:
        return Not(condition(data["not"]))
    if not isinstance(data.get("item"), str) or not _is_one_look(keys - {"item"}):
        raise ValueError(f"a condition has item and one of is, answered, at_least and at_most, not {sorted(keys)}")
    return OfAnswer(
        data["item"],
        codes=_codes(data["is"]) if "is" in data else (),
        least=_number(data.get("at_least")),
        greatest=_number(data.get("at_most")),
        answered=_yes_or_no(data.get("answered")),
    )


def both(one: Condition | None, other: Condition | None) -> Condition | None:
    """Both conditions, where there are two."""
    return Together((one, other), True) if one and other else one or other


def _is_one_look(keys: set[str]) -> bool:
    return keys in ({"is"}, {"answered"}) or (bool(keys) and keys <= {"at_least", "at_most"})


def _codes(data: object) -> tuple[int, ...]:
    codes: Sequence[object] = data if isinstance(data, list) else [data]
    if not codes or any(type(code) is not int for code in codes):
        raise ValueError(f"“is” takes one code or a list of them, not {data!r}")
    return tuple(code for code in codes if isinstance(code, int))


def _number(data: object) -> int | None:
    if data is None or type(data) is int:
        return data
    raise ValueError(f"a condition counts in whole numbers, not {data!r}")


def _yes_or_no(data: object) -> bool | None:
    if data is None or isinstance(data, bool):
        return data
    raise ValueError(f"“answered” is true or false, not {data!r}")
