"""`sayso ledger verify`: says that the ledger holds, or names the first bad entry and ends with 1."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from people import Cast
from survey.app import Sayso
from survey.cli import main
from survey.ledger.checking import _leaf_of
from survey.ledger.models import Entry, LedgerHead
from survey.ledger.store import record
from survey.ledger.tree import Range
from survey.ledger.verifying.store import as_stored
from tests.survey.ledger.test_rebuild import environ
from tests.survey.ledger.test_record import note, unguarded

__all__ = ["environ"]


def verify(*options: str):
    said = CliRunner().invoke(main, ["ledger", "verify", *options])
    if said.exception and not isinstance(said.exception, SystemExit):
        raise said.exception
    return said


def test_it_works(sayso: Sayso, cast: Cast, environ) -> None:
    said = verify("--json")
    facts = json.loads(said.output)
    assert (said.exit_code, facts["holds"], facts["first_bad"]) == (0, True, None)
    signed = facts["size"] // 10 * 10
    told = f"{facts['size']} entries, root {facts['root']}. The newest signed head: {signed}."
    assert (facts["signed"], verify().output) == (signed, f"The ledger holds. {told}\n")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM segment_content WHERE entry_seq = {bad}",
        "UPDATE entry SET kind = 'person.lost' WHERE seq = {bad}",
    ],
)
def test_the_first_bad_entry_is_named(sayso: Sayso, cast: Cast, environ, statement: str) -> None:
    with sayso.house.database.writing() as session:
        bad = session.execute(text("SELECT seq FROM person WHERE name = 'Amina'")).scalar_one()
        unguarded(session, statement.format(bad=bad))
    said = verify("--json")
    facts = json.loads(said.output)
    assert (said.exit_code, facts["holds"], facts["first_bad"]) == (1, False, bad)
    told = verify()
    assert told.exit_code == 1
    assert f"The first bad entry is {bad}" in told.output


def test_an_empty_ledger_holds(sayso: Sayso, environ) -> None:
    assert verify().output.startswith("The ledger holds. 0 entries")


@pytest.mark.parametrize("what", ["rewritten", "another signature", "heads taken away"])
def test_a_whole_new_chain_does_not_agree_with_the_signed_heads(sayso: Sayso, cast: Cast, environ, what: str) -> None:
    database, house = sayso.house.database, sayso.house
    with database.writing() as session:
        for number in range(30):
            record(session, note(f"Entry {number}"), now=house.clock(), rng=house.rng)
    with database.writing() as session:
        if what == "another signature":
            unguarded(session, "UPDATE checkpoint SET note = replace(note, 'A', 'B')")
        else:
            make_anew(session, from_seq=15)
        if what == "heads taken away":
            unguarded(session, "DELETE FROM checkpoint WHERE size > 15")
    facts = json.loads(verify("--json").output)
    if what == "heads taken away":  # then only an outside memory knows better: it is said how far the signature reaches
        assert (facts["holds"], facts["signed"]) == (True, 10)
    else:
        assert not facts["holds"]
        assert "signed" in facts["why"]


BACK_DATED = "UPDATE entry SET header = replace(header, '2026', '2025') WHERE seq = {}"


def make_anew(session: Session, *, from_seq: int) -> None:
    """Date one entry back and put right every hash after it."""
    unguarded(session, "SELECT 1")
    grown, stored = Range(), list(as_stored(session))
    for entry in stored:
        if entry.seq == from_seq:
            entry.header = entry.header.replace("2026", "2025")
            unguarded(session, BACK_DATED.format(from_seq))
        entry.prev = grown.root()
        leaf = _leaf_of(entry)
        earlier = {"at": datetime(2025, 9, 14, 12, tzinfo=UTC)} if entry.seq == from_seq else {}
        statement = update(Entry.__table__).where(Entry.__table__.c.seq == entry.seq)
        session.execute(statement.values(leaf_hash=leaf, prev=entry.prev, **earlier))
        grown.append(leaf)
    peaks = b"".join(grown.peaks)
    session.execute(update(LedgerHead.__table__).values(peaks=peaks))
