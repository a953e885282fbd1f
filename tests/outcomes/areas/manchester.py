"""Greater Manchester in a database: the real lists, or the part of them that a test needs."""

from datetime import date

from outcomes.areas.lookup import KINDS, columns_of, read
from outcomes.areas.reading import Sheet, sheet_of
from outcomes.areas.store import Origin
from tests.outcomes.real_data import real_file

ONS = Origin("Office for National Statistics", "Open Government Licence v3.0", date(2026, 9, 14))
BOROUGHS = tuple(f"E080000{number:02}" for number in range(1, 11))


def sheet(name: str, *keep: str) -> Sheet:
    """A real file; with `keep`, its header and the lines that hold one of these."""
    text = real_file(f"uk/{name}").read_bytes().decode("utf-8-sig")
    head, *lines = text.splitlines(keepends=True)
    kept = [line for line in lines if not keep or any(word in line for word in keep)]
    return sheet_of(name, "".join([head, *kept]).encode())


def table(text: str, name: str = "made_up.csv") -> Sheet:
    """A file that somebody typed."""
    return sheet_of(name, text.encode())


def wrong_with(kind: str, vintage: int, text: str) -> list[str]:
    """Everything that reading a list says is wrong with it."""
    given = table(text)
    columns, wrong = columns_of(KINDS[kind], given.header, vintage)
    return wrong or read(KINDS[kind], columns, given.rows())[1]
