"""Reading a CSV file of somebody else's: its header and its rows with their numbers, or why it cannot be read."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from survey.errors import DomainError

MOST_SHOWN = 20


class FileWrong(DomainError):
    """The file is not as expected, and nothing of it was taken in."""


@dataclass(frozen=True)
class Sheet:
    """A CSV file: its name, its fingerprint, its columns, and its rows, each with its number in the file."""

    name: str
    sha256: str
    header: tuple[str, ...]
    text: str

    def rows(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Each row as column and cell; the first after the header is row 2."""
        reader = csv.DictReader(StringIO(self.text, newline=""))
        return ((number, row) for number, row in enumerate(reader, start=2))


def sheet_of(name: str, content: bytes) -> Sheet:
    """The file. :raise FileWrong: when it is not text in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileWrong(f"{name}: not text in UTF-8 from byte {error.start}. Save it as UTF-8.") from None
    header = next(csv.reader(StringIO(text, newline="")), [])
    return Sheet(name, hashlib.sha256(content).hexdigest(), tuple(header), text)


def refuse(name: str, problems: list[str]) -> None:
    """Say everything that is wrong with a file. :raise FileWrong: when there is anything."""
    if not problems:
        return
    lines = [f"{name}, {each}" for each in problems[:MOST_SHOWN]]
    if more := len(problems) - MOST_SHOWN:
        lines += [f"… and {more} more like these."] if more > 0 else []
    raise FileWrong("\n".join([*lines, "Nothing was taken in."]))
