"""Words as rows for translators: one row for each text, and one for each form of a text with a number."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from survey.words.checking import NAMES, TAGS, wrong_with
from survey.words.entry import PAGES, Entry
from survey.words.plurals import forms_of

COLUMNS = ("Id", "Where it stands", "Note", "English", "Translation", "Status")
ENGLISH, TRANSLATION = COLUMNS.index("English"), COLUMNS.index("Translation")
SHEETS = ("Pages", "Questionnaires")
DONE, TO_DO, DRAFT = "signed off", "to do", "draft"
Row = tuple[str, ...]


class NotASheet(ValueError):
    """A file that is not what was expected. `problems`: a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Cell:
    """Where a row was read, for whoever has to mend it."""

    sheet: str
    number: int

    def at(self, column: str) -> str:
        return f"{self.sheet}, row {self.number}, column {column}"


def sheet_of(entry: Entry) -> str:
    """Which of the two sheets a text stands on."""
    return SHEETS[entry.place != PAGES]


def rows_of(entries: Iterable[Entry], language: str, *, is_signed: bool) -> Iterator[tuple[str, Row]]:
    """Every text as rows, each with the sheet it goes on."""
    for entry in entries:
        forms = forms_of(language) if entry.plural else ()
        for number, said in enumerate(entry.forms):
            form = forms[number] if forms else None
            english = entry.plural if form and 1 not in form.numbers else entry.english
            status = TO_DO if not said.strip() else DONE if is_signed else DRAFT
            note = "; ".join(filter(None, (form.words if form else "", entry.note, _keep(english))))
            yield sheet_of(entry), (f"{name_of(entry)}.{number}", ", ".join(entry.where), note, english, said, status)


def _keep(english: str) -> str:
    kept = [match[0] for pattern in (NAMES, TAGS) for match in pattern.finditer(english)]
    return f"keep {' '.join(dict.fromkeys(kept))}" if kept else ""


def name_of(entry: Entry) -> str:
    """A short name for a text, which stays as long as its English does."""
    return sha256("\0".join((entry.place, entry.english, entry.plural)).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Read:
    """What a spreadsheet says: translations that are right, and a sentence for each row that is not."""

    right: tuple[Entry, ...]
    problems: tuple[str, ...]


def read_rows(rows: Iterable[tuple[Cell, Row]], entries: Iterable[Entry], language: str) -> Read:
    """Hold every row against what is said today. A translation left empty changes nothing."""
    known = {name_of(entry): entry for entry in entries}
    given: dict[str, dict[int, tuple[Cell, str]]] = {}
    problems: list[str] = []
    for cell, row in rows:
        name, _dot, number = row[0].rpartition(".")
        if problem := _unknown(cell, row, known.get(name), number):
            problems.append(problem)
        elif row[TRANSLATION].strip():
            given.setdefault(name, {})[int(number)] = (cell, row[TRANSLATION])
    right = []
    for name, forms in given.items():
        entry = known[name].said(tuple(forms[n][1] if n in forms else "" for n in range(len(known[name].forms))))
        wrong = wrong_with(entry, language)
        at = min(forms.values(), key=lambda each: each[0].number)[0].at("Translation")
        problems += [f"{at}: “{entry.english}”: {sentence}" for sentence in wrong]
        right += [] if wrong else [entry]
    return Read(tuple(right), tuple(problems))


def _unknown(cell: Cell, row: Row, entry: Entry | None, number: str) -> str | None:
    """What is wrong with a row as such."""
    if entry is None:
        return f"{cell.at('Id')}: “{row[0]}” is no text of ours today. Export again, and copy what you have."
    if not number.isdecimal() or int(number) >= len(entry.forms):
        return f"{cell.at('Id')}: “{row[0]}” is no form of this text; it has {len(entry.forms)}."
    if row[ENGLISH] not in (entry.english, entry.plural):
        return f"{cell.at('English')}: “{entry.english}” was expected, and “{row[ENGLISH]}” is there."
    return None


def wrong_heads(sheet: str, heads: Row) -> list[str]:
    """A sentence for each column that is not what was expected."""
    padded = (*heads, *[""] * len(COLUMNS))
    return [
        f"{Cell(sheet, 1).at(column)}: “{column}” was expected, and “{padded[place]}” is there."
        for place, column in enumerate(COLUMNS)
        if padded[place] != column
    ]


def by_sheet(rows: Iterable[tuple[str, Row]]) -> Mapping[str, list[Row]]:
    """The rows of each sheet, with its heads."""
    found: dict[str, list[Row]] = {sheet: [COLUMNS] for sheet in SHEETS}
    for sheet, row in rows:
        found[sheet].append(row)
    return found
