"""When: a day, or only a month or a year, since less is often enough."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from itertools import takewhile

from survey.questionnaires.question_types.kind import (
    Answer,
    Answers,
    Asked,
    Filled,
    NotAnAnswer,
    OfOneValue,
    Options,
    Say,
    number_in,
)

PARTS = ("year", "month", "day")  # from coarse to fine
RECORDED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
FIRST_YEAR, LAST_YEAR = 1900, 2200
TOLD_APART = 3  # letters of a month's name that are enough to know it, where they are


class Date(OfOneValue):
    """Three fields, the month by number or name; the finer may stay empty. Recorded as 2026-03-14 or shorter."""

    template, macro, shares_a_page = "components/date.html", "date", False
    rules = frozenset({"least", "greatest", "parts"})

    def problems(self, question: Asked) -> Iterator[str]:
        if question.options:
            yield f"The question {question.item} asks for a date and has options."
        if question.rules.parts not in ("", *PARTS):
            yield f"The question {question.item} asks for {question.rules.parts}; it can ask for {', '.join(PARTS)}."
        first, last = _years(question)
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            yield f"The question {question.item} must ask for years from {FIRST_YEAR} to {LAST_YEAR}."

    def values(self, question: Asked) -> tuple[int, ...]:
        return ()

    def read(self, question: Asked, form: Mapping[str, str], _: Say) -> dict[str, Answer]:
        typed = {part: form.get(f"{question.item}.{part}", "").strip() for part in _parts(question)}
        if not any(typed.values()):
            return {}
        year, month, day = _year(typed["year"], _), _month(typed.get("month", ""), _), _day(typed.get("day", ""), _)
        first, last = _years(question)
        if not first <= year <= last:
            raise NotAnAnswer(_("The year can be from %(first)s to %(last)s.", first=first, last=last))
        if day and not month:
            raise NotAnAnswer(_("Write the month too, or take out the day."))
        if day and day > (last_day := monthrange(year, month)[1]):
            raise NotAnAnswer(_("That month has %(n)s days. Check the day.", n=last_day))
        return {question.item: "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])}

    def accepts(self, question: Asked, answers: Answers) -> bool:
        kept = answers[question.item]
        found = RECORDED.fullmatch(kept) if isinstance(kept, str) else None
        if found is None:
            return False
        year, month, day = (int(part or 0) for part in found.groups())
        first, last = _years(question)
        if found[2] is not None and not 1 <= month <= 12:
            return False
        parts = sum(part is not None for part in found.groups())
        fits = found[3] is None or 1 <= day <= monthrange(year, month)[1]
        return fits and first <= year <= last and parts <= len(_parts(question))

    def fields(self, question: Asked, answers: Answers) -> dict[str, str]:
        parts = str(answers[question.item]).split("-")
        return {f"{question.item}.{name}": part.lstrip("0") for name, part in zip(PARTS, parts, strict=False)}

    def when_empty(self, _: Say) -> str:
        return _("Write when it was, or tap Skip. Only the year is fine.")

    def arguments(self, question: Asked, filled: Filled, besides: Options = ()) -> dict[str, object]:
        rows = [(f"{question.item}.{part}", part, filled.value(f"{question.item}.{part}")) for part in _parts(question)]
        return {"name": question.item, "legend": question.text, "rows": rows[::-1]}

    def picked(self, question: Asked, answers: Answers) -> tuple[int, ...] | None:
        return (int(str(answers[question.item])[:4]),)

    def in_words(self, question: Asked, answers: Answers, _: Say) -> str:
        year, *finer = str(answers[question.item]).split("-")
        if not finer:
            return year
        month = months(_)[int(finer[0]) - 1]
        if len(finer) == 1:
            return _("%(month)s %(year)s", month=month, year=year)
        return _("%(day)s %(month)s %(year)s", day=int(finer[1]), month=month, year=year)


def _parts(question: Asked) -> tuple[str, ...]:
    return PARTS[: PARTS.index(question.rules.parts or "day") + 1]


def _years(question: Asked) -> tuple[int, int]:
    return question.rules.least or FIRST_YEAR, question.rules.greatest or LAST_YEAR


def _year(typed: str, _: Say) -> int:
    if not typed:
        raise NotAnAnswer(_("Write the year too, or tap Skip."))
    year = number_in(typed)
    if year is None or len(typed) != 4:
        raise NotAnAnswer(_("Write the year in four numbers, like 2015."))
    return year


def _month(typed: str, _: Say) -> int:
    """0 where it is left open."""
    if not typed:
        return 0
    month = number_in(typed)
    if month is None:
        month = _by_name(typed, months(_))
    if not month or month > 12:
        raise NotAnAnswer(_("Check the month. Write 1 to 12, or its name."))
    return month


def _day(typed: str, _: Say) -> int:
    """0 where it is left open."""
    day = number_in(typed) if typed else 0
    if day is None or (typed and not 1 <= day <= 31):
        raise NotAnAnswer(_("Check the day. It is from 1 to 31."))
    return day


def _by_name(typed: str, names: tuple[str, ...]) -> int:
    """The month whose name begins as what was typed, where only one does: forms of a name differ at its end. Else 0."""
    alike = [_alike(typed.casefold(), name.casefold()) for name in names]
    best = max(alike)
    return alike.index(best) + 1 if best >= TOLD_APART and alike.count(best) == 1 else 0


def _alike(one: str, other: str) -> int:
    """How many letters they begin with together."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def months(_: Say) -> tuple[str, ...]:
    """Their names as they stand in a date."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
