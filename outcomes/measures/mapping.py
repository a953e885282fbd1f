"""The mapping file of an import: which round it makes, on what basis, and which column is which item.

Nothing is guessed. A column that the mapping does not name is not kept; a cell that it does not allow is reported.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from outcomes.measures.definition import the_measure
from outcomes.measures.scale import Measure
from outcomes.measures.scoring import DONT_KNOW, NOT_ANSWERED, NOT_ROUTED, PREFER_NOT_TO_SAY
from survey.errors import DomainError

__all__ = ["AnswerColumns", "FieldColumn", "ImportMapping", "MappingError", "mapping_from_toml"]

NO_ANSWER = {
    "not_answered": NOT_ANSWERED,
    "not_routed": NOT_ROUTED,
    "dont_know": DONT_KNOW,
    "prefer_not_to_say": PREFER_NOT_TO_SAY,
}
TOO_PERSONAL = frozenset(
    [
        "name",
        "first_name",
        "forename",
        "surname",
        "last_name",
        "address",
        "postcode",
        "email",
        "phone",
        "mobile",
        "date_of_birth",
        "dob",
        "nhs_number",
        "upn",
        "uln",
        "ip_address",
    ]
)
_ROUND_WORDS = ("id", "title", "basis", "source")
LONGEST_ID = 40


class MappingError(DomainError):
    """The mapping file cannot be used. `problems` holds one sentence for each thing that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The mapping cannot be used. " + " ".join(problems))


@dataclass(frozen=True)
class FieldColumn:
    """A column kept about the person, such as gender or school year: their words, or one of the mapped values."""

    field: str
    column: str
    values: Mapping[str, str]  # empty: the cell as it stands
    whole: tuple[int, int] | None  # a whole number in this range


@dataclass(frozen=True)
class AnswerColumns:
    """The columns that answer one questionnaire: item code -> column."""

    measure: Measure
    columns: Mapping[str, str]


@dataclass(frozen=True)
class ImportMapping:
    """A whole mapping. `no_answer`: the text in a cell -> which of the four codes for a missing answer it means."""

    round_id: str
    title: str
    basis: str  # why we may hold this, in words
    source: str  # where it comes from and under which licence
    separator: str
    sheet: str | None
    no_answer: Mapping[str, int]
    fields: tuple[FieldColumn, ...]
    answers: tuple[AnswerColumns, ...]

    def columns(self) -> set[str]:
        """Every column that the import looks at."""
        asked = {column for part in self.answers for column in part.columns.values()}
        return asked | {field.column for field in self.fields}


def mapping_from_toml(text: str) -> ImportMapping:
    """The mapping in this file. :raise MappingError: with every problem found, not only the first."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError([f"It is not valid TOML: {error}."]) from error
    problems = list(_problems(data))
    if problems:
        raise MappingError(problems)
    about: dict[str, str] = data["round"]
    reading: dict[str, str] = data.get("file", {})
    return ImportMapping(
        round_id=about["id"],
        title=about["title"],
        basis=about["basis"],
        source=about["source"],
        separator=reading.get("separator", ","),
        sheet=reading.get("sheet"),
        no_answer={cell: NO_ANSWER[word] for cell, word in data.get("no_answer", {}).items()},
        fields=tuple(_field(name, part) for name, part in data.get("fields", {}).items()),
        answers=tuple(_answers(part) for part in data["answers"]),
    )


def _field(name: str, part: Mapping[str, Any]) -> FieldColumn:
    whole = part.get("whole")
    return FieldColumn(name, part["column"], dict(part.get("values", {})), (whole[0], whole[1]) if whole else None)


def _answers(part: Mapping[str, Any]) -> AnswerColumns:
    measure = the_measure(part["measure"])
    assert measure is not None, "_problems has looked"
    return AnswerColumns(measure, dict(part["items"]))


def _problems(data: Mapping[str, Any]) -> Iterator[str]:
    yield from _round_problems(data.get("round"))
    yield from _reading_problems(data.get("file", {}))
    for cell, word in _table(data.get("no_answer", {})).items():
        if word not in NO_ANSWER:
            yield f"[no_answer] {cell!r} is {word!r}; expected one of {', '.join(NO_ANSWER)}."
    for name, part in _table(data.get("fields", {})).items():
        yield from _field_problems(name, part)
    answers = data.get("answers")
    if not isinstance(answers, list) or not answers:
        yield "There is no [[answers]] table, so there is nothing to import."
        return
    measures = [part.get("measure") for part in answers]
    for twice in sorted({str(name) for name in measures if measures.count(name) > 1}):
        yield f"The measure {twice} is mapped twice."
    for part in answers:
        yield from _answers_problems(part)


def _round_problems(about: object) -> Iterator[str]:
    if not isinstance(about, dict):
        yield "There is no [round] table; it must give an id, a title, the basis for holding this, and its source."
        return
    for word in _ROUND_WORDS:
        if not isinstance(about.get(word), str) or not about[word].strip():
            yield f"[round] must give its {word} in words."
    if isinstance(about.get("id"), str) and (len(about["id"]) > LONGEST_ID or not _is_code(about["id"])):
        yield f"[round] id must be at most {LONGEST_ID} lower-case letters, digits and hyphens."


def _reading_problems(reading: object) -> Iterator[str]:
    if not isinstance(reading, dict):
        yield "[file] must be a table."
    elif len(str(reading.get("separator", ","))) != 1:
        yield "[file] separator must be one character."


def _field_problems(name: str, part: object) -> Iterator[str]:
    if not isinstance(part, dict) or not isinstance(part.get("column"), str):
        yield f"[fields.{name}] must name its column."
        return
    for word in {name, part["column"].casefold()}:
        if word.casefold() in TOO_PERSONAL:
            yield f"[fields.{name}] would keep {word}, which could point at one person. Leave it out."
    values = part.get("values", {})
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        yield f"[fields.{name}] values must give the words for each cell."
    whole = part.get("whole")
    if whole is not None and not (
        isinstance(whole, list) and len(whole) == 2 and all(type(each) is int for each in whole)
    ):
        yield f"[fields.{name}] whole must be the least and the greatest whole number."


def _answers_problems(part: Mapping[str, Any]) -> Iterator[str]:
    name = part.get("measure")
    measure = the_measure(name) if isinstance(name, str) else None
    if measure is None:
        yield f"[[answers]] measure {name!r} is not known. `sayso measures list` shows those that are."
        return
    items = part.get("items")
    if not isinstance(items, dict) or not items:
        yield f"[[answers]] for {name} must map item codes to columns."
        return
    for item, column in items.items():
        if item not in measure.values:
            yield f"[[answers]] for {name} maps {item}, which is not one of its items."
        if not isinstance(column, str):
            yield f"[[answers]] for {name} must give a column for {item}."
    columns = [column for column in items.values() if isinstance(column, str)]
    for twice in sorted({column for column in columns if columns.count(column) > 1}):
        yield f"[[answers]] for {name} uses the column {twice} twice."


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_code(text: str) -> bool:
    return re.fullmatch("[a-z0-9-]+", text) is not None
