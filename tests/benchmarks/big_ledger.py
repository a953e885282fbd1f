"""A ledger of a million entries, made by bulk means: every hash, seal and key as `record` makes them, rows in batches.

Each entry has a header, one part about one of a thousand people, sealed under its own key, wrapped under theirs.
`checked_sample` holds the first of them to `record` itself, so that this file cannot drift from it.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from sqlalchemy import Connection, insert, update

from survey import schema
from survey.database import Database
from survey.engine import writing
from survey.keys import KEY_BYTES, KEY_ID_BYTES, PERSON_KEY, SEGMENT_KEY
from survey.ledger.canonical import canonical
from survey.ledger.checkpoints.covering import completed
from survey.ledger.checkpoints.models import TileRoot
from survey.ledger.entry import (
    SALT_BYTES,
    Claim,
    NewEntry,
    NewSegment,
    commitment,
    contents_commitment,
    leaf_bytes,
)
from survey.ledger.models import Entry, LedgerHead, Segment, SegmentContent, SegmentSubject
from survey.ledger.sealing import seal
from survey.ledger.tree import Range, leaf_hash

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = 1000
BATCH = 5000
TABLES = (Entry, Segment, SegmentContent, SegmentSubject)
Rows = dict[str, list[dict[str, Any]]]


def build(database: Database, size: int, seed: int = 7) -> None:
    """Fill an empty, migrated database."""
    rng = random.Random(seed)
    people = {f"{n:032x}": rng.randbytes(KEY_BYTES) for n in range(PEOPLE)}
    with writing(database.keys.engine).begin() as connection:
        connection.execute(insert(PERSON_KEY), [{"person_id": each, "key": key} for each, key in people.items()])
    grown = Range()
    for start in range(0, size, BATCH):
        rows, keys = _rows(grown, range(start, min(start + BATCH, size)), people, rng)
        with writing(database.keys.engine).begin() as connection:
            connection.execute(insert(SEGMENT_KEY), keys)
        with writing(database.engine).begin() as connection:
            _keep(connection, rows, grown)


def _rows(
    grown: Range, places: range, people: dict[str, bytes], rng: random.Random
) -> tuple[Rows, list[dict[str, Any]]]:
    rows: Rows = {each.__tablename__: [] for each in (*TABLES, TileRoot)}
    keys = []
    for seq in places:
        person = f"{rng.randrange(PEOPLE):032x}"
        for table, row in _entry(grown, seq, person, rng):
            rows[table].append(row)
        key_id, key = rows["segment"][-1]["key_id"], rows["segment"][-1].pop("key")
        keys.append({"key_id": key_id, "person_id": person, "wrapped": aes_key_wrap(people[person], key)})
    return rows, keys


def _entry(grown: Range, seq: int, person: str, rng: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    at = BEGAN + timedelta(seconds=30 * seq)
    words = f"Note {seq}: {person} said what they want to do next, and when. {rng.random()}"
    segment = NewSegment(Claim.OBSERVATION, person, (person,), {"words": words})
    header, salt = canonical(NewEntry("record.made", person, ()).header(at)), rng.randbytes(SALT_BYTES)
    body, body_salt, key = canonical(segment.plain()), rng.randbytes(SALT_BYTES), rng.randbytes(KEY_BYTES)
    committed, prev = commitment(body_salt, body), grown.root()
    contents = contents_commitment([committed])
    leaf = leaf_hash(leaf_bytes(seq=seq, prev=prev, header=commitment(salt, header), contents=contents))
    place = {"entry_seq": seq, "ordinal": 0}
    row = {"seq": seq, "kind": "record.made", "actor": person, "at": at, "header": header.decode()}
    yield "entry", row | {"header_salt": salt, "prev": prev, "leaf_hash": leaf}
    yield "segment_content", place | {"sealed": seal(key, body_salt, body, committed)}
    yield "segment_subject", place | {"person_id": person}
    yield "segment", place | {"key_id": rng.randbytes(KEY_ID_BYTES), "commitment": committed, "key": key}
    for tile in completed(grown, leaf):
        yield "tile_root", {"level": tile.level, "idx": tile.idx, "hash": tile.hash}
    grown.append(leaf)


def _keep(connection: Connection, rows: Rows, grown: Range) -> None:
    for model in (*TABLES, TileRoot):
        if rows[model.__tablename__]:
            connection.execute(insert(model.__table__), rows[model.__tablename__])
    connection.execute(update(LedgerHead.__table__).values(size=grown.size, peaks=b"".join(grown.peaks)))


def fresh(folder: Path, name: str) -> Database:
    database = Database(f"sqlite:///{folder}/{name}.db")
    schema.upgrade(database)
    return database
