"""Checking quickly is checking: what is read from the text itself is what reading it properly would have said."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from survey.database import Database
from survey.ledger.canonical import canonical, moment_text
from survey.ledger.checking import StoredEntry, _begins_with, _columns_differ, _ends_with
from survey.ledger.entry import ALGORITHM, VERSION, Claim, NewEntry, NewSegment, leaf_bytes
from survey.ledger.models import Entry
from survey.ledger.store import record
from survey.ledger.tree import Range, node_hash
from survey.ledger.verifying.store import as_stored, stored_between, verify
from tests.survey.ledger.test_record import AMINA, NOW, note

NAMES = st.one_of(st.sampled_from(["sam", "a" * 32, "", '"', "\\", '","at":"', "é", "]}", "x y"]), st.text(max_size=5))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
HASHES = st.binary(min_size=32, max_size=32)


@given(st.integers(0, 2**53 - 1), HASHES, HASHES, HASHES)
def test_a_leaf_written_out_is_the_canonical_one(seq: int, prev: bytes, header: bytes, contents: bytes) -> None:
    plain = {"v": VERSION, "alg": ALGORITHM, "seq": seq}
    plain |= {"prev": prev.hex(), "hc": header.hex(), "cc": contents.hex()}
    assert leaf_bytes(seq=seq, prev=prev, header=header, contents=contents) == canonical(plain)


@given(NAMES | st.none(), MOMENTS, st.none() | MOMENTS, NAMES, NAMES | st.none(), st.data())
def test_columns_agree_with_a_header_exactly_when_its_members_do(actor, at, effective, kind, reason, data) -> None:
    new = NewEntry(kind, actor, (), effective_at=effective, reason=reason, links={"corrects": 3})
    header = canonical(new.header(at)).decode()
    held = json.loads(header)
    one = StoredEntry(0, held["kind"], held["actor"], held["at"], header, b"", b"", b"", ())
    assert _columns_differ(one) is None
    other = {
        "kind": data.draw(NAMES | st.just(one.kind)),
        "actor": data.draw(NAMES | st.none()),
        "at": data.draw(st.sampled_from([one.at, moment_text(NOW)])),
    }
    same = other == {name: held[name] for name in other}
    assert (_columns_differ(replace(one, **other)) is None) == same


@given(
    st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3), st.recursive(NAMES, lambda of: st.lists(of, max_size=2))
)
def test_subjects_are_at_the_end_exactly_when_they_are_the_subjects(subjects, others, words) -> None:
    body = canonical(NewSegment(Claim.FACT, None, tuple(subjects), {"subjects": words, "z": words}).plain())
    real = tuple(json.loads(body)["subjects"])
    for claimed in (real, tuple(others)):
        if _ends_with(body, claimed):
            assert claimed == real
    assert _ends_with(body, real) == all(map(str.isalnum, real))


def test_plain_words_take_the_quick_way() -> None:
    """Else the rest of this page would hold whatever is written here."""
    header = canonical(NewEntry("goal.set", AMINA, ()).header(NOW)).decode()
    assert _begins_with(header, AMINA, moment_text(NOW), "goal.set")
    later = canonical(NewEntry("goal.set", None, (), effective_at=NOW).header(NOW)).decode()
    assert _begins_with(later, None, moment_text(NOW), "goal.set")
    assert not _begins_with(header, AMINA, moment_text(NOW + timedelta(seconds=1)), "goal.set")


@given(st.lists(HASHES, max_size=40))
def test_a_range_grows_as_its_nodes_say(leaves: list[bytes]) -> None:
    grown, peaks = Range(), list[tuple[int, bytes]]()
    for leaf in leaves:
        grown.append(leaf)
        peaks.append((0, leaf))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            (height, right), (_, left) = peaks.pop(), peaks.pop()
            peaks.append((height + 1, node_hash(left, right)))
    assert grown.peaks == [peak for _, peak in peaks]


def test_rows_are_read_as_they_are_on_either_database(database: Database) -> None:
    rng = random.Random(3)
    with database.writing() as session:
        for n in range(3):
            record(session, note(f"Entry {n}", AMINA, "r" * 32), now=NOW + timedelta(milliseconds=7 * n), rng=rng)
    with database.reading() as session:
        stored = list(as_stored(session))
        rows = session.query(Entry).order_by(Entry.seq).all()
        assert [(each.seq, each.kind, each.actor, each.at) for each in stored] == [
            (row.seq, row.kind, row.actor, moment_text(row.at)) for row in rows
        ]
        assert stored[1].parts[0].subjects == (AMINA, "r" * 32)
        assert list(stored_between(session, 1, 2)) == stored[1:2]
        told: list[tuple[int, int]] = []
        assert verify(session, lambda *done: told.append(done)).holds
        assert told == [(3, 3)]
