"""No page shows another person's entry unless a look that names that very part is in the ledger: each page, each part.

Each text that is recorded in this world gets a word of its own: what a page shows can be traced to the part it is of.
"""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from databases import copy_sqlite
from werkzeug.test import TestResponse

from survey.ledger.entry import NewSegment, Recorded
from survey.ledger.store import entries, in_order, size
from survey.people.looks import store as door
from survey.people.models import Person, RelationRow
from survey.people.person import Kind
from survey.settings import Settings
from tests.conftest import NOON, SECRET, Clock
from tests.house.who_may import PEOPLE_SIDE, STAFF_SIDE
from tests.house.world import World, make_world

Key = tuple[int, int]
MARK = re.compile(r"mk\d{5}z")
TEXTS = ("name", "words", "why", "reason")
WHY = "Her school rang and nobody knows where she is."
STAFF = ("sam", "priya", "lena", "dee", "carys", "jo")


@pytest.fixture
def world(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    marks, plain = count(), NewSegment.plain

    def marked(segment: NewSegment) -> dict[str, Any]:
        said = plain(segment)
        texts = {key: text for key, text in said["content"].items() if key in TEXTS and isinstance(text, str)}
        if "parts" not in said["content"]:  # a look says itself; it quotes nobody
            texts = {key: text for key, text in texts.items() if key in ("name", "words") or " " in text}  # no code
            said["content"] |= {key: f"{text} mk{next(marks):05}z" for key, text in texts.items()}
        return said

    monkeypatch.setattr(NewSegment, "plain", marked)
    path = tmp_path / "world.db"
    copy_sqlite(sqlite_template, path)
    made = make_world(Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{path}"), Clock(NOON))
    yield made
    made.sayso.house.database.dispose()


class Book:
    """What the ledger says, read on as it grows: each marked word with its part, and who was told to have seen what."""

    def __init__(self, world: World) -> None:
        self.world, self.read = world, 0
        self.marks: dict[str, tuple[Key, Recorded]] = {}  # by the part in which it was first written: others quote it
        self.seen: set[tuple[str, str, int, int]] = set()  # viewer, person, part

    def catch_up(self) -> "Book":
        with self.world.sayso.house.database.reading() as session:
            new = entries(session, range(self.read, size(session)))
            self.read += len(new)
        for entry in new:
            for part in entry.segments:
                for mark in MARK.findall(str(part.content)):
                    self.marks.setdefault(mark, ((entry.seq, part.ordinal), entry))
            if entry.kind == "view.made":
                # of what they may not know of yet, the look is kept but not told: it would give it away
                about = entry.subjects or {entry.content["of"]}
                self.seen |= {(entry.actor or "", who, *key) for who in about for key in entry.content["parts"]}
        return self


def nobody_was_told(book: Book, viewer: str, answer: TestResponse) -> list[str]:
    """The marked words on a page that are another person's, and of which no look by this viewer names the part."""
    book.catch_up()
    with book.world.sayso.house.database.reading() as session:
        of_staff = {each.id for each in session.query(Person).where(Person.kind == Kind.STAFF.value)}
        kin = {each.to_id for each in session.query(RelationRow).where(RelationRow.from_id == viewer)}
    silent: list[str] = []
    for mark in set(MARK.findall(answer.get_data(as_text=True))):
        key, entry = book.marks[mark]
        (part,) = [each for each in entry.segments if each.ordinal == key[1]]
        theirs = set(part.subjects) - of_staff
        if viewer in part.subjects or (entry.kind == "person.added" and viewer not in of_staff and theirs <= kin):
            continue  # one's own; or the name of someone who stands in one's own entries
        silent += [f"{entry.kind} {key}: {mark}" for person in theirs if (viewer, person, *key) not in book.seen]
    return silent


def pages_of(world: World, who: str) -> Iterator[tuple[str, TestResponse]]:
    """Every page of their side that is in the table, as this person gets it: also forms that are sent back."""
    table, ask = (PEOPLE_SIDE, world.ask_people) if who in world.tokens else (STAFF_SIDE, world.ask_staff)
    for route, row in table.items():
        method, rule = route.split(" ", 1)
        if not rule.startswith(("/accounts/", "/impact/")) and row.expected[who] in (200, 422):
            yield route, ask(method, world.address(_mounted(rule, who, world), row.names, who), who, row.form)


def _mounted(rule: str, who: str, world: World) -> str:
    return rule if who in world.tokens else f"/desk{rule}"


def silent_on(book: Book, who: str, shown: set[str] | None = None) -> dict[str, list[str]]:
    """By page, what was shown there and told to nobody. `shown`: gathers the kinds of entries whose words were."""
    viewer, found = getattr(book.world.cast, who), {}
    for route, answer in pages_of(book.world, who):
        found[route] = nobody_was_told(book, viewer, answer)
        if shown is not None:
            shown |= {book.marks[mark][1].kind for mark in MARK.findall(answer.get_data(as_text=True))}
    return {route: marks for route, marks in found.items() if marks}


def break_glass(world: World, who: str) -> TestResponse:
    address = f"/desk/people/{world.cast.amina}/glass"
    return world.ask_staff("POST", address, who, {"reason": "safety", "words": WHY})


def test_every_word_on_every_page_was_told_to_whom_it_is_about(world: World) -> None:
    book, shown = Book(world), set[str]()
    for who in (*STAFF, "rosa"):
        assert silent_on(book, who, shown) == {}, who
    assert {"goal.set", "record.made", "person.added", "statement.added"} <= shown


def test_so_is_every_word_behind_broken_glass(world: World) -> None:
    assert break_glass(world, "priya").status_code == 303
    book, shown = Book(world), set()
    for feature in ("people", "goals", "records"):
        answer = world.ask_staff("GET", f"/desk/{feature}/{world.cast.amina}", "priya", {})
        assert answer.status_code == 200
        assert nobody_was_told(book, world.cast.priya, answer) == []
        shown |= {book.marks[mark][1].kind for mark in MARK.findall(answer.text)}
    assert {"goal.set", "record.made", "glass.broken"} <= shown
    answer = world.ask_staff("GET", "/desk/people/broken", "lena", {})
    assert "nobody knows where she is" in answer.text
    assert nobody_was_told(book, world.cast.lena, answer) == []


FORGOTTEN = ("person.added", "goal.set", "record.made")


def test_a_look_that_leaves_a_part_out_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the door forgets to name parts of these kinds, and the test above would say so of each."""
    with world.sayso.house.database.reading() as session:
        left_out = {entry.seq for entry in in_order(session) if entry.kind in FORGOTTEN}
    said_of = door.said_of

    def forgetful(*args: Any) -> dict[str, Any]:
        said = dict(said_of(*args))
        return said | {"parts": [[seq, n] for seq, n in said["parts"] if seq not in left_out]}

    monkeypatch.setattr(door, "said_of", forgetful)
    found = {mark.split()[0] for marks in silent_on(Book(world), "sam").values() for mark in marks}
    assert found >= set(FORGOTTEN)
