"""The mapping file of an import: which round it makes, on what basis, and which column is which item.

Nothing is guessed. A column that the mapping does not name is not kept; a cell that it does not allow is reported.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from outcomes.measures.definition import the_measure
from outcomes.measures.scale import Measure
from survey.errors import DomainError
from survey.questionnaires.definition import MISSING

__all__ = ["AnswerColumns", "FieldColumn", "ImportMapping", "MappingError", "mapping_from_toml"]

NO_ANSWER = {words.replace("’", "").replace(" ", "_"): code for code, words in MISSING.items()}  # not_answered…
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
BASES = ("consent", "public_task", "legitimate_interests", "legal_obligation", "not_personal")
LONGEST = {"id": 40, "title": 120, "basis": 40, "basis_note": 1000, "source": 1000, "organisation": 40, "holder": 120}


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

    id: str
    title: str
    basis: str  # one of BASES: what its holder declares
    basis_note: str  # and why, in words
    source: str  # where it comes from and under which licence
    organisation: str  # a short code; it is added if it is not known
    holder: str  # its name
    asked_from: date | None
    asked_to: date | None
    separator: str
    sheet: str | None
    no_answer: Mapping[str, int]
    fields: tuple[FieldColumn, ...]
    answers: tuple[AnswerColumns, ...]

    def round_id(self, measure: Measure) -> str:
        """One round asks one questionnaire: a mapping of several makes several rounds, named after each."""
        return self.id if len(self.answers) == 1 else f"{self.id}-{measure.id.replace('_', '-')}"

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
    about: dict[str, Any] = data["round"]
    reading: dict[str, str] = data.get("file", {})
    return ImportMapping(
        **{word: about[word] for word in LONGEST},
        asked_from=about.get("asked_from"),
        asked_to=about.get("asked_to"),
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
    longest = max((len(str(name)) + 1 for name in measures), default=0) if len(measures) > 1 else 0
    if len(str(_table(data.get("round")).get("id", ""))) + longest > LONGEST["id"]:
        yield "[round] id is too long to be followed by the name of each measure."


def _round_problems(about: object) -> Iterator[str]:
    if not isinstance(about, dict):
        yield f"There is no [round] table; it must give {', '.join(LONGEST)}."
        return
    for word, longest in LONGEST.items():
        if not isinstance(about.get(word), str) or not 0 < len(about[word].strip()) <= longest:
            yield f"[round] must give its {word} in at most {longest} characters."
    for word in ("id", "organisation"):
        if isinstance(about.get(word), str) and not re.fullmatch("[a-z0-9][a-z0-9-]*", about[word]):
            yield f"[round] {word} must be lower-case letters, digits and hyphens."
    if about.get("basis") not in BASES:
        yield f"[round] basis must be one of {', '.join(BASES)}."
    yield from _day_problems(about.get("asked_from"), about.get("asked_to"))


def _day_problems(first: object, last: object) -> Iterator[str]:
    if first is None and last is None:
        return
    if type(first) is not date or type(last) is not date:
        yield "[round] asked_from and asked_to must both be days, such as 2024-05-06, or both be left out."
    elif first > last:
        yield "[round] asked_from must not be after asked_to."


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
