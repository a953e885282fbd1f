"""An outsider with figures.csv and datapackage.json alone rebuilds every table that a commissioner sees on a page."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from werkzeug.test import Client

from outcomes.areas.outlines.store import Outlines
from outcomes.impact import desk
from outcomes.impact.access import desk as access
from outcomes.impact.export.data_package import datapackage_json
from outcomes.impact.export.figures_csv import figures_csv
from survey.app import create_app
from survey.desk_pages import FINDER, StaffMember
from survey.people.role import Role
from survey.settings import Settings
from tests.conftest import SECRET
from tests.outcomes.impact.export.outsider import rebuild
from tests.outcomes.impact.reading.handmade import book

PAGES = ("3", "3/measures", "3/groups", "3/places", "3/places/E08000001", "3/missing", "3/given")
SAID = re.compile(r"\[[cz]\]|few|nearly all|-?\d+(?:\.\d+)?")
ROOM = {"number": 3, "questions": [], "promises": [], "readings": [("What young people say", True, [])]}
Table = tuple[str, list[tuple[tuple[str, ...], list[str]]]]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Every page of a release by hand, as a commissioner gets it; no database is asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(access, "open_book", lambda number, how: book())
        patch.setattr(access, "open_books", lambda: [book()])
        patch.setattr(access, "open_formats", lambda number: frozenset())
        patch.setattr(desk, "room_of", lambda number: ROOM)
        patch.setattr(desk, "beside_of", lambda book: None)
        patch.setattr(desk, "quotes_of", lambda number: [])
        patch.setattr(desk, "outlines_of", lambda codes: Outlines((0, 0)))
        app = create_app(Settings(mode="test", secret_key=SECRET, database_url="sqlite://"))
        app.staff.extensions[FINDER] = lambda: StaffMember(1, "p", None, "Carys", frozenset({Role.COMMISSIONER}))
        client = Client(app)
        yield {page: client.get(f"/desk/impact/{page}").text for page in PAGES}
        app.house.database.dispose()


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def tables_of(page: str) -> Iterator[Table]:
    """Every table: its caption, and each row's heads (the group above it first) with what its cells say."""
    for table in re.findall(r"<table>.*?</table>", page, re.DOTALL):
        caption = plain(re.search(r"<caption.*?</caption>", table, re.DOTALL)[0])
        above: tuple[str, ...] = ()
        rows = []
        for row in re.findall(r"<tr>(.*?)</tr>", table.partition("</thead>")[2], re.DOTALL):
            head = plain(re.search(r"<th.*?</th>", row, re.DOTALL)[0])
            cells = [plain(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
            if not cells:
                above = (head,)
            else:
                rows.append(
                    (
                        (*above, re.sub(r"^\d+\. ", "", head)),
                        SAID.findall(" ".join(cells).replace("–", " ").replace("too few to tell", "")),
                    )
                )
        yield caption, rows


def explains(made: list[tuple[str, ...]], rows: list[tuple[tuple[str, ...], list[str]]]) -> bool:
    """Whether a rebuilt table has every row of this one, with every number and symbol that it says."""
    labels = {cell for line in made for cell in line}
    for heads, said in rows:
        known = [head for head in heads if head in labels] or ["All"]
        lines = [line for line in made if set(known) <= set(line)] if known != ["All"] or "All" in labels else made
        there = {word for line in lines for cell in line for word in SAID.findall(cell)}
        if known == ["All"]:  # what the whole table says, such as where its middle stands
            there |= {word for label in labels for word in SAID.findall(label)}
        if not lines or not set(said) <= there | {"[z]"}:
            return False
    return True


def stems(made: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]]) -> dict[str, list[tuple[str, ...]]]:
    """The tables by key, and those that are one table at two times together, as a page shows them."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for key, (_heads, lines) in made.items():
        found[key] = lines
        if key.endswith(("/before", "/after")):
            found.setdefault(key.rpartition("/")[0], []).extend(lines)
    return found


def test_every_table_of_every_page(pages):
    made = stems(rebuild(figures_csv(book()), datapackage_json(book())))
    tried = 0
    for page, html in pages.items():
        for caption, rows in tables_of(html):
            by = [key for key, lines in made.items() if explains(lines, rows)]
            assert by, f"{page}: nobody can rebuild “{caption}”: {rows}"
            tried += 1
    assert tried >= 8
