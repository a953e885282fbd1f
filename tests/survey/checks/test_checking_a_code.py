"""Anyone checks a code or a receipt, and hears whether the log still holds what it stands for."""

import io
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.test import Client, TestResponse

from survey.app import Sayso
from survey.checks.offline import verify
from survey.ledger.checkpoints.models import CheckpointRow
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.erasing.store import erase
from survey.ledger.models import Entry
from survey.ledger.note import Note, read_note, sign_note
from survey.ledger.receipt import Receipt
from survey.ledger.store import record
from survey.ledger.window.store import note_receipt_left, remember
from tests.survey.ledger.evidence import History

PERSON = "a" * 32
AT = datetime(2026, 9, 14, 11, 5, tzinfo=UTC)
on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SINCE = "What it stands for has not changed since 14 Sept 2026 at 12:05."


@pytest.fixture
def receipts(sayso: Sayso) -> list[Receipt]:
    """The receipts of twelve things that were said: the first ten are under a signed head."""
    house = sayso.house
    with house.database.writing() as session:
        for number in range(12):
            segment = NewSegment(Claim.THEIR_WORDS, PERSON, (PERSON,), {"words": f"Thing {number}"})
            record(session, NewEntry("thing.said", PERSON, (segment,)), now=AT, rng=house.rng)
    with house.database.reading() as session:
        stored = [session.get_one(Entry, number) for number in range(12)]
        return [house.signer.receipt(index=each.seq, at=each.at, leaf=each.leaf_hash) for each in stored]


def check(sayso: Sayso, code: str = "", file: bytes | None = None) -> str:
    """The words of the answer, without its marks."""
    form: dict[str, object] = {"code": code}
    if file is not None:
        form["file"] = (io.BytesIO(file), "code.txt")
    return words(Client(sayso).post("/en/check", data=form))


def words(answer: TestResponse) -> str:
    assert answer.status_code == 200, answer.text
    main = answer.text.partition("<main")[2].partition("<form")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split()).replace("&#39;", "’")


def typed_ways(receipt: Receipt) -> Iterator[str]:
    """As people type it: small, unbroken, spaced, with look-alikes for 1 and 0."""
    yield receipt.code
    yield receipt.code.lower()
    yield receipt.code.replace("-", "")
    yield receipt.code.replace("-", "  ").replace("1", "l").replace("0", "O")


def handed_ways(sayso: Sayso, receipt: Receipt) -> Iterator[str]:
    """Pasted, broken over lines, in small letters, as a file's text; as a file, as bare bytes."""
    long = str(receipt)
    for pasted in (long, f"\n {long[:90]}\n{long[90:]} ", long.lower(), receipt.file()):
        yield check(sayso, pasted)
    yield check(sayso, "not this", file=receipt.file().encode())
    yield check(sayso, file=bytes(receipt))


def signed(sayso: Sayso, index: int, leaf: bytes) -> Receipt:
    return sayso.house.signer.receipt(index=index, at=AT, leaf=leaf)


def test_what_is_there_and_unchanged_is_real(sayso: Sayso, receipts: list[Receipt]) -> None:
    for receipt in receipts[:2]:
        for typed in typed_ways(receipt):
            said = check(sayso, typed)
            assert "This code is real. What it stands for has not changed since you got it." in said
            assert "12:05" not in said  # codes can be had by walking the log: what happened when cannot
        for said in handed_ways(sayso, receipt):
            assert f"This receipt is real. {SINCE}" in said


@on_one_database
def test_who_outside_would_notice_a_change_is_counted(sayso: Sayso, receipts: list[Receipt]) -> None:
    house, witnesses = sayso.house, [str(key) for key in History(1).keys]
    alone = "No one but us has signed for it yet."
    assert f"{alone} But you hold this." in check(sayso, str(receipts[10]))
    assert f"{alone} Keep the long code too" in check(sayso, receipts[10].code)
    assert "There are 12 new things here." in check(sayso, receipts[10].code)
    with house.database.writing() as session:
        note_receipt_left(session, 8, house.clock())
    assert "There are 3 new things here." in check(sayso, receipts[10].code)
    with house.database.writing() as session:
        remember(session, witnesses[0], 11, house.clock())
    said = check(sayso, receipts[10].code)
    assert "1 group that is not us has signed for it too." in said
    assert "There is one new thing here." in said
    assert alone in check(sayso, receipts[11].code)
    with house.database.writing() as session:
        remember(session, witnesses[1], 12, house.clock())
    said = check(sayso, str(receipts[10]))
    assert "2 groups that are not us have signed for it too." in said
    assert "If we change a thing here now, someone who is not us can tell." in said


@on_one_database
def test_the_proof_can_be_saved_and_checked_without_us(sayso: Sayso, receipts: list[Receipt]) -> None:
    client, key = Client(sayso), verify.key_from(str(sayso.house.signer.key), 1)
    assert "Save the proof" in client.post("/en/check", data={"code": receipts[3].code}).text
    assert "Save the proof" not in client.post("/en/check", data={"code": receipts[11].code}).text  # not signed yet
    saved = client.post("/en/check", data={"code": receipts[3].code, "act": "proof"})
    assert saved.headers["Content-Disposition"].startswith("attachment; filename=proof-")
    said = verify.examine([saved.data, receipts[3].file().encode()], verify.Trust(key))
    assert "Entry 3 is in the log, unchanged: one of 10." in said[1]
    assert client.post("/en/check", data={"code": receipts[11].code, "act": "proof"}).status_code == 404


def test_what_is_not_there_is_told_apart(sayso: Sayso, receipts: list[Receipt]) -> None:
    held, nothing = bytes(receipts[1]), random.Random(4).randbytes(32)
    assert "We can’t find this code. Check each letter and number." in check(sayso, signed(sayso, 1, nothing).code)
    assert "This receipt is not from here." in check(sayso, file=held[:1] + b"\0\0\0\0" + held[5:])
    assert "We did not sign this receipt." in check(sayso, file=held[:-1] + bytes([held[-1] ^ 1]))
    for index in (1, 99, 2**63 - 1, 2**64 - 1):
        said = check(sayso, str(signed(sayso, index, nothing)))
        assert "It is real, but what it stands for is gone." in said
        for calm in ("It is not your fault", "Give a copy to someone you trust.", "0303 123 1113"):
            assert calm in said


TAMPERINGS = (
    "UPDATE entry SET header = replace(header, '2026', '2025') WHERE seq = 1",
    "UPDATE segment_content SET sealed = (SELECT sealed FROM segment_content WHERE entry_seq = 0) WHERE entry_seq = 2",
    "DELETE FROM segment_content WHERE entry_seq = 3",
    "DELETE FROM segment_content WHERE entry_seq = 4",
    "INSERT INTO erased_segment VALUES (4, 0, 0)",  # a row that says so, and no entry that does
)
ANOTHER_HEAD = "UPDATE checkpoint SET note = :note"  # signed by somebody else


def unguarded(session: Session, *statements: str, **values: str) -> None:
    """What someone with the database in their hands can do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        for table in ("entry", "segment_content", "checkpoint"):
            for verb in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}"))
    for each in statements:
        session.execute(text(each), values)


def test_what_was_tampered_with_is_changed_and_what_was_erased_was_deleted(
    sayso: Sayso, receipts: list[Receipt]
) -> None:
    house = sayso.house
    with house.database.writing() as session:
        erase(session, [(5, 0)], actor=PERSON, because=None, reason="asked", now=house.clock(), rng=house.rng)
    with house.database.writing() as session:
        unguarded(session, *TAMPERINGS)
    assert SINCE in check(sayso, str(receipts[0]))
    for receipt in receipts[1:5]:
        for typed in (str(receipt), receipt.code):
            assert "Keep this. What it stands for was changed." in check(sayso, typed)
    said = check(sayso, receipts[5].code)
    assert "This code is real." in said
    assert "Some or all of it was deleted later." in said


@on_one_database
def test_a_head_that_somebody_else_signed_holds_nothing(sayso: Sayso, receipts: list[Receipt]) -> None:
    house, stranger = sayso.house, History(1, seed=9).log
    with house.database.writing() as session:
        body = read_note(session.scalars(select(CheckpointRow.note)).one()).text
        forged = Note(body, (sign_note(body, replace(stranger.key, name=house.signer.key.name), stranger.sign),))
        unguarded(session, ANOTHER_HEAD, note=str(forged))
    assert "Keep this. What it stands for was changed." in check(sayso, str(receipts[3]))
    assert SINCE in check(sayso, str(receipts[11]))  # not under any signed head yet
