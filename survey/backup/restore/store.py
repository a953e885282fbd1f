"""Restoring: check first, load, erase again what was erased since, verify; only then may anything be served.

Each step is one transaction, and a restore that was interrupted goes on where it stopped when it is run again.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, delete, inspect, select, update
from sqlalchemy.orm import Session

from survey import schema
from survey.backup import manifest as manifests
from survey.backup.lines import some_at_a_time
from survey.backup.loading.store import NotEmpty, load, merge_keys, refuse_what_is_not_empty, rows_of
from survey.backup.manifest import Manifest
from survey.backup.models import UnderRestore
from survey.backup.store import Progress, checked, kept_tables, no_progress
from survey.database import Database
from survey.errors import DomainError, NotReady
from survey.ledger.canonical import moment_text
from survey.ledger.checkpoint import Checkpoint, open_checkpoint
from survey.ledger.checkpoints.models import LogKey
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.erasing.store import erase, finish_erasures
from survey.ledger.models import Entry, ErasedSegment, LedgerHead, Segment
from survey.ledger.note import NoteWrong, read_key
from survey.ledger.store import Part, rebuild, record, subjects_of_parts
from survey.ledger.tree import Range
from survey.ledger.verifying.store import verify

RESTORED = "restore.done"
AFTER_A_RESTORE = "restored"  # said in words by survey.records.account.gone
AT_ONCE = 500


class UnfinishedRestore(NotReady):
    """A restore has not finished, so nothing is served. Run the same `sayso restore` again."""


class RollsBack(DomainError):
    """This backup is older than what is known outside."""

    kind = "conflict"


class DoesNotHold(DomainError):
    """The restored ledger does not hold."""

    kind = "conflict"


@dataclass(frozen=True)
class Restored:
    """What a restore came to."""

    size: int  # entries in the backup
    erased_again: int  # parts whose keys had been destroyed since
    place: int  # of the entry that says so


@dataclass(frozen=True)
class Restoring:
    """What is being restored, from where, and what is known of the ledger outside."""

    database: Database
    file: Path
    now: datetime
    rng: random.Random
    keys_file: Path | None = None
    known: Checkpoint | None = None
    progress: Progress = no_progress


def read_known(text: str, file: Path) -> Checkpoint:
    """A checkpoint that somebody kept, signed with a key of the backed-up log. :raise NotABackup: when it is not."""
    wrong: NoteWrong | None = None
    for row in rows_of(file, checked(file), LogKey.__table__):  # type: ignore[arg-type]  # a Table
        try:
            return open_checkpoint(text, read_key(row["vkey"])).checkpoint
        except NoteWrong as error:
            wrong = error
    raise manifests.NotABackup(f"This is no checkpoint of this ledger. {wrong or 'It was never signed.'}")


def what_outside_knows(restoring: Restoring, manifest: Manifest) -> tuple[bool, str]:
    """Whether a checkpoint from outside fits this backup and is no newer, and what to say of it."""
    known = restoring.known
    if known is None:
        return (
            True,
            "No checkpoint from outside was given, so nobody can say whether entries are missing after the last.",
        )
    there = None
    if known.size <= manifest.size:
        there = _root_at(restoring.file, manifest, known.size)
    words = manifests.what_is_known_outside(
        size=manifest.size,
        root=manifest.root,
        known_size=known.size,
        root_there=there,
        known_root=known.root.hex(),
    )
    if known.size <= manifest.size and there != known.root.hex():
        raise DoesNotHold(words)
    return known.size <= manifest.size, words


def _root_at(file: Path, manifest: Manifest, wanted: int) -> str:
    grown = Range()
    for row in rows_of(file, manifest, Entry.__table__):  # type: ignore[arg-type]  # a Table
        if grown.size == wanted:
            break
        grown.append(row["leaf_hash"])
    return grown.root().hex()


def ready(restoring: Restoring) -> Manifest:
    """The backup's manifest, once every byte of it and of its keys is found to be as written. Nothing is changed."""
    manifest = _of_kind(checked(restoring.file), "main")
    manifests.refuse_other_schema(manifest, schema.head())
    if restoring.keys_file:
        _of_kind(checked(restoring.keys_file), "keys")
    return manifest


def _of_kind(manifest: Manifest, kind: manifests.Kind) -> Manifest:
    if manifest.kind != kind:
        wanted = "a backup of keys" if kind == "keys" else "a backup of the database"
        raise manifests.NotABackup(f"This is not {wanted}, but the other kind.")
    return manifest


def restore(restoring: Restoring, *, knowing_loss: bool = False) -> Restored:
    """All of it: :raise RollsBack: unless `knowing_loss`, when a checkpoint from outside is newer than the backup."""
    manifest = ready(restoring)
    newest, words = what_outside_knows(restoring, manifest)
    if not (newest or knowing_loss):
        raise RollsBack(words)
    _mark(restoring.database, manifest, restoring.now)
    if restoring.keys_file:
        merge_keys(restoring.database.keys, restoring.keys_file, checked(restoring.keys_file), restoring.progress)
    _load(restoring, manifest)
    return _finish(restoring, manifest)


def restore_keys(restoring: Restoring) -> int:
    """Keys alone, into a key store that was lost or damaged; what the ledger says was erased is destroyed again."""
    assert restoring.keys_file is not None
    manifest = _of_kind(checked(restoring.keys_file), "keys")
    manifests.refuse_other_schema(manifest, schema.head())
    added = merge_keys(restoring.database.keys, restoring.keys_file, manifest, restoring.progress)
    with restoring.database.writing() as session:
        finish_erasures(session, restoring.now)
    return added


def _mark(database: Database, manifest: Manifest, now: datetime) -> None:
    """Say that a restore is under way before anything is loaded. :raise NotEmpty: when it is not this one going on."""
    with database.writing() as session:
        mark = session.get(UnderRestore, 1)
        if mark is None:
            refuse_what_is_not_empty(session.connection(), kept_tables())
            session.add(UnderRestore(id=1, backup=_named(manifest), step="begun", begun_at=now))
        elif mark.backup != _named(manifest):
            raise NotEmpty("The restore of another backup was begun here and has not finished. Run that one again.")


def _named(manifest: Manifest) -> str:
    return sha256(manifest.text().encode()).hexdigest()


def _load(restoring: Restoring, manifest: Manifest) -> None:
    with restoring.database.writing() as session:
        if session.get_one(UnderRestore, 1).step == "loaded":
            return
        connection = session.connection()
        load(connection, restoring.file, manifest, kept_tables(), restoring.progress)
        if _head(connection) != (manifest.size, manifest.root):
            raise manifests.BackupDamaged("The ledger in this backup is not the one that its manifest names.")
        session.execute(update(UnderRestore).values(step="loaded"))


def _head(connection: Connection) -> tuple[int, str]:
    held, peaks = connection.execute(select(LedgerHead.size, LedgerHead.peaks)).one()
    return held, Range(held, [peaks[i : i + 32] for i in range(0, len(peaks), 32)]).root().hex()


def _finish(restoring: Restoring, manifest: Manifest) -> Restored:
    """Make what is read of entries, erase again, check everything, say that it was restored, and open the doors."""
    erased = finish(restoring.database, now=restoring.now, rng=restoring.rng)
    with restoring.database.writing() as session:
        verdict = verify(session)
        if not verdict.holds:
            raise DoesNotHold(
                f"The restored ledger does not hold. The first bad entry is {verdict.first_bad}: {verdict.why}"
            )
        place = _say_so(session, restoring, manifest)
        session.execute(delete(UnderRestore))
    return Restored(manifest.size, erased, place)


def finish(database: Database, *, now: datetime, rng: random.Random) -> int:
    """Make projections again and erase what was erased since: also after a copy was brought back by other means."""
    with database.writing() as session:
        rebuild(session)
        erased = erase_again(session, now=now, rng=rng)
    with database.writing() as session:
        finish_erasures(session, now)
    return erased


def _say_so(session: Session, restoring: Restoring, manifest: Manifest) -> int:
    known = restoring.known.size if restoring.known else None
    content = {
        "backup_made_at": moment_text(manifest.made_at),
        "size": manifest.size,
        "root": manifest.root,
        "known_size": known,
    }
    entry = NewEntry(RESTORED, None, (NewSegment(Claim.FACT, None, (), content),))
    return record(session, entry, now=restoring.now, rng=restoring.rng).seq


def erase_again(session: Session, *, now: datetime, rng: random.Random) -> int:
    """Erase every part whose key was destroyed and that the ledger takes for readable; give how many there were.

    One entry for each set of people, so that nobody's entry names anybody it is not about.
    """
    parts = list(_brought_back(session))
    about = subjects_of_parts(session, parts)
    together: dict[tuple[str, ...], list[Part]] = {}
    for part in parts:
        together.setdefault(tuple(about.get(part, ())), []).append(part)
    for places in together.values():
        erase(session, places, actor=None, because=None, reason=AFTER_A_RESTORE, now=now, rng=rng)
    return len(parts)


def _brought_back(session: Session) -> Iterator[Part]:
    """Parts that no entry says were erased, and whose keys the key store remembers having destroyed."""
    destroyed = session.info["keys"].destroyed()
    same = (ErasedSegment.entry_seq == Segment.entry_seq) & (ErasedSegment.ordinal == Segment.ordinal)
    back = select(Segment.entry_seq, Segment.ordinal).outerjoin(ErasedSegment, same)
    for some in some_at_a_time(sorted(destroyed), AT_ONCE):
        asked = back.where(Segment.key_id.in_(some), ErasedSegment.entry_seq.is_(None))
        yield from ((seq, ordinal) for seq, ordinal in session.execute(asked))


def refuse_while_restoring(database: Database) -> None:
    """:raise UnfinishedRestore: while a restore has not finished, or erased words came back some other way."""
    with database.reading() as session:
        if not inspect(session.connection()).has_table(UnderRestore.__tablename__):
            return
        if session.get(UnderRestore, 1) is not None:
            raise UnfinishedRestore
        if next(_brought_back(session), None) is not None:
            raise UnfinishedRestore(
                "Something that was erased is in this database again: an older copy of it was brought back. "
                "Run: sayso restore --finish"
            )
