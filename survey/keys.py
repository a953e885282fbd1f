"""The key store: another database, where the key of each sealed part is kept, wrapped by the keys of its people.

What is sealed lies in one place, what opens it in another, with backups that live for a short time only. Erasing a
part destroys its keys here, so that the copies of it that nobody can reach stay shut (facts: ledger §3.6).
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from sqlalchemy import (
    Column,
    Engine,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    event,
    exists,
    insert,
    make_url,
    select,
)
from sqlalchemy.orm import Session

from survey.alone import Alone, Ask
from survey.engine import each_alone, engine_for, writing
from survey.times import UtcDateTime

KEY_BYTES = 32
KEY_ID_BYTES = 16
NOBODY = "-"  # the key of parts that are about no person
SCHEMA = "sayso_keys"
AT_ONCE = 500  # key ids asked for in one statement

METADATA = MetaData(schema=SCHEMA)
PERSON_KEY = Table(
    "person_key",
    METADATA,
    Column("person_id", String(32), primary_key=True),
    Column("key", LargeBinary(KEY_BYTES), nullable=False),
)
SEGMENT_KEY = Table(
    "segment_key",
    METADATA,
    Column("key_id", LargeBinary(KEY_ID_BYTES), primary_key=True),
    Column("person_id", String(32), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),  # AES key wrap (RFC 3394) under the person's key
)
DESTROYED_KEY = Table(  # what a restored backup must not bring back
    "destroyed_key",
    METADATA,
    Column("key_id", LargeBinary(KEY_ID_BYTES), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)


@dataclass(frozen=True)
class NewKey:
    """The key of one sealed part, and whose keys will wrap it."""

    key_id: bytes
    key: bytes
    people: tuple[str, ...]


@dataclass
class Waiting:
    """Keys of parts that were sealed in a transaction still under way, and of parts erased in it."""

    made: dict[bytes, NewKey] = field(default_factory=dict)
    ending: dict[bytes, datetime] = field(default_factory=dict)
    rng: random.Random = field(default_factory=random.SystemRandom)


class KeyStore:
    """The database of keys. Every method is one short transaction, durable when it returns."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine: Engine = engine_for(url)
        self._adding = _adding(SCHEMA)
        if self.engine.dialect.name == "sqlite":
            self.engine = self.engine.execution_options(schema_translate_map={SCHEMA: None})
            self._adding = _adding(None)
        self._writer = writing(self.engine)
        self._alone = Alone(each_alone(self.engine, url))

    def prepare(self) -> None:
        """Make the tables where they are missing."""
        with self._writer.begin() as connection:
            if self.engine.dialect.name != "sqlite":
                connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            METADATA.create_all(connection)

    def add(self, made: Iterable[NewKey], rng: random.Random) -> None:
        """Keep these keys, wrapped for each of their people; a person's own key is made at the first."""
        made, adding = list(made), self._adding
        with self._alone.together() as ask:
            owners = adding.person_keys(ask, {person for each in made for person in _owners(each)}, rng)
            rows = [
                {"key_id": each.key_id, "person_id": person, "wrapped": aes_key_wrap(owners[person], each.key)}
                for each in made
                for person in _owners(each)
            ]
            ask(adding.wrapped_key, rows)

    def open(self, key_ids: Sequence[bytes]) -> dict[bytes, bytes]:
        """The keys with these ids, as many as are still there."""
        found: dict[bytes, bytes] = {}
        if not key_ids:
            return found
        with self.engine.connect() as connection:
            for start in range(0, len(key_ids), AT_ONCE):
                some = {"key_ids": key_ids[start : start + AT_ONCE]}
                for key_id, wrapped, owner in connection.execute(_WRAPPED, some):
                    if key_id not in found:
                        with suppress(InvalidUnwrap):  # somebody changed it: what it sealed cannot be read
                            found[key_id] = aes_key_unwrap(owner, wrapped)
        return found

    def destroy(self, ending: Mapping[bytes, datetime]) -> None:
        """Destroy these keys for ever, remembering only that they were destroyed and when."""
        if not ending:
            return
        ids = list(ending)
        with self._writer.begin() as connection:
            for some in (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)):
                gone = set(connection.scalars(select(DESTROYED_KEY.c.key_id).where(DESTROYED_KEY.c.key_id.in_(some))))
                connection.execute(delete(SEGMENT_KEY).where(SEGMENT_KEY.c.key_id.in_(some)))
                rows = [{"key_id": key_id, "at": ending[key_id]} for key_id in some if key_id not in gone]
                if rows:
                    connection.execute(insert(DESTROYED_KEY), rows)
        self._leave_nothing()

    def _leave_nothing(self) -> None:
        """SQLite keeps what was written in a log beside its file: empty it, so that no file has a destroyed key."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.execution_options(sayso_each_alone=True).connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def forget(self, people: Sequence[str]) -> int:
        """Destroy the own keys of people whose records were erased, and give how many there were.

        What is also someone else's stays theirs to open. While there is a part that nobody else can open (written
        since, say), the key stays: a part goes by an erasure, never by a lost key.
        """
        with self._writer.begin() as connection:
            left = set(connection.scalars(select(PERSON_KEY.c.person_id).where(PERSON_KEY.c.person_id.in_(people))))
            for person in left:
                mine, other = SEGMENT_KEY, SEGMENT_KEY.alias("other")
                shared = exists().where(other.c.key_id == mine.c.key_id, other.c.person_id != person)
                connection.execute(delete(mine).where(mine.c.person_id == person, shared))
            alone = exists().where(SEGMENT_KEY.c.person_id == PERSON_KEY.c.person_id)
            gone = connection.execute(delete(PERSON_KEY).where(PERSON_KEY.c.person_id.in_(left), ~alone))
            return gone.rowcount

    def destroyed(self) -> dict[bytes, datetime]:
        """Every key that was ever destroyed, and when."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(DESTROYED_KEY.c.key_id, DESTROYED_KEY.c.at))
            return {key_id: at for key_id, at in rows}

    def empty(self) -> None:
        """Forget every key: for a demonstration that starts over, and nothing else."""
        with self._writer.begin() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(delete(table))

    def dispose(self) -> None:
        """Close every connection."""
        self._alone.dispose()
        self.engine.dispose()


_WRAPPED = (
    select(SEGMENT_KEY.c.key_id, SEGMENT_KEY.c.wrapped, PERSON_KEY.c.key)
    .join(PERSON_KEY, PERSON_KEY.c.person_id == SEGMENT_KEY.c.person_id)
    .where(SEGMENT_KEY.c.key_id.in_(bindparam("key_ids", expanding=True)))
)


class Adding:
    """The statements that every commit with something sealed in it runs on. `schema`: where the tables are."""

    def __init__(self, schema: str | None) -> None:
        there: Any = {"metadata": MetaData(), "schema": schema}
        person, wrapped = (each.to_metadata(**there) for each in (PERSON_KEY, SEGMENT_KEY))
        self.own_key = select(person.c.key).where(person.c.person_id == bindparam("person"))
        self.person_key, self.wrapped_key = insert(person), insert(wrapped)

    def person_keys(self, ask: Ask, people: set[str], rng: random.Random) -> dict[str, bytes]:
        """Each person's own key, made where there is none yet."""
        found = {person: ask(self.own_key, {"person": person}) for person in sorted(people)}
        keys = {person: rows[0].key for person, rows in found.items() if rows}
        missing = {person: rng.randbytes(KEY_BYTES) for person, rows in found.items() if not rows}
        if missing:
            ask(self.person_key, [{"person_id": who, "key": key} for who, key in missing.items()])
        return keys | missing


_adding = cache(Adding)


def _owners(made: NewKey) -> tuple[str, ...]:
    return made.people or (NOBODY,)


def beside(url: str) -> str:
    """Where keys are kept when nobody says: a file beside an SQLite database; else the same server (tests only)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(database=f"{parsed.database}.keys").render_as_string(hide_password=False)
    return url


def waiting(session: Session) -> Waiting:
    """The keys of the transaction under way."""
    found = session.info.get("waiting_keys")
    if found is None:
        found = session.info["waiting_keys"] = Waiting()
    assert isinstance(found, Waiting)
    return found


def key_store(session: Session) -> KeyStore:
    """The key store of this session's database."""
    found = session.info["keys"]
    assert isinstance(found, KeyStore)
    return found


@event.listens_for(Session, "before_commit")
def _keep_keys_first(session: Session) -> None:
    """Keys are durable before what they open is: a crash between the two leaves keys of nothing, and no harm."""
    held: Waiting | None = session.info.get("waiting_keys")
    if held is not None and held.made:
        key_store(session).add(held.made.values(), held.rng)
        held.made.clear()


@event.listens_for(Session, "after_commit")
def _destroy_keys_last(session: Session) -> None:
    """Keys go after the entry that says so is durable: a crash between is mended by `finish_erasures`."""
    held: Waiting | None = session.info.get("waiting_keys")
    if held is not None and held.ending:
        key_store(session).destroy(held.ending)
        held.ending.clear()


@event.listens_for(Session, "after_rollback")
def _forget_keys(session: Session) -> None:
    session.info.pop("waiting_keys", None)
