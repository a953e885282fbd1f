"""What the ledger does in a second: appends, one whole check of a million entries, proofs, receipts.

python -m tests.benchmarks.ledger [entries]     the big ledger's size; a million by default
"""

import multiprocessing
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from survey import schema
from survey.database import Database
from survey.ledger.checkpoint import verify_proof
from survey.ledger.checkpoints.proofs.store import Prover
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.models import Entry, LedgerHead
from survey.ledger.signing import Signer
from survey.ledger.store import record
from survey.ledger.tree import Range
from survey.ledger.verifying.store import verify
from survey.signing_key import KNOWN_KEY
from tests.benchmarks import big_ledger
from tests.benchmarks.on import databases

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ALONE, EACH, WRITERS = 600, 75, 8  # appends by one writer; by each of eight
MILLION = 1_000_000
SIGNER = Signer(lambda: KNOWN_KEY)
WORDS = "They want to try the climbing wall again in June."
NOTE = NewSegment(Claim.OBSERVATION, "5" * 32, ("a" * 32,), {"words": WORDS})


def append(url: str, count: int, signing: bool = True) -> list[float]:
    """So many entries, each in a transaction of its own as a page records it; the seconds that each took."""
    database, rng, took = Database(url), random.SystemRandom(), []
    if signing:
        database.info["signer"] = SIGNER
    for _ in range(count):
        began = perf_counter()
        with database.writing() as session:
            record(session, NewEntry("record.made", "5" * 32, (NOTE,)), now=NOW, rng=rng)
        took.append(perf_counter() - began)
    database.dispose()
    return took


def appends(folder: Path) -> None:
    print(f"\nAppends a second: {ALONE} by one writer, {EACH} by each of {WRITERS} processes; a commit each")
    print("database      1 writer   p95 ms   CPU ms each   8 writers   without signing heads, 1 writer")
    processes = multiprocessing.get_context("spawn")
    for name, url, _cpu in databases(folder):
        database = Database(url)
        schema.upgrade(database)
        append(url, 20)
        cpu = process_time()
        alone = append(url, ALONE)
        cpu = 1000 * (process_time() - cpu) / ALONE
        with processes.Pool(WRITERS) as pool:
            pool.starmap(append, [(url, 2)] * WRITERS, chunksize=1)
            began = perf_counter()
            pool.starmap(append, [(url, EACH)] * WRITERS, chunksize=1)
            together = perf_counter() - began
        plain = append(url, ALONE, signing=False)
        line = f"{name:<12}{ALONE / sum(alone):>10.0f}{1000 * quantiles(alone, n=20)[-1]:>9.1f}{cpu:>14.2f}"
        print(f"{line}{WRITERS * EACH / together:>12.0f}{ALONE / sum(plain):>20.0f}")
        with database.reading() as session:
            assert verify(session).holds
        database.dispose()


def receipts() -> None:
    leaf = bytes(range(32))
    sign = timed(lambda: SIGNER.receipt(index=5, at=NOW, leaf=leaf), 2000)
    text = timed(lambda: str(SIGNER.receipt(index=5, at=NOW, leaf=leaf)), 2000)
    print(f"\nA receipt: signed in {1e6 * sign:.0f} µs, signed and as text in {1e6 * text:.0f} µs; 117 bytes.")


def timed(work: Callable[[], Any], times: int) -> float:
    """The median seconds of one."""
    took = []
    for _ in range(times):
        began = perf_counter()
        work()
        took.append(perf_counter() - began)
    return median(took)


@contextmanager
def million(folder: Path, size: int) -> Iterator[Database]:
    """A big ledger, gone afterwards."""
    database = big_ledger.fresh(folder, "big")
    began = perf_counter()
    big_ledger.build(database, size)
    disk = sum(each.stat().st_size for each in folder.glob("big.db*"))
    took = perf_counter() - began
    print(f"\nA ledger of {size} entries on SQLite: built in {took:.0f} s, {disk / 1e9:.2f} GB with its keys")
    try:
        yield database
    finally:
        database.dispose()


def whole_check(database: Database) -> None:
    with database.reading() as session:
        began, cpu = perf_counter(), process_time()
        verdict = verify(session)
    took, used = perf_counter() - began, process_time() - cpu
    assert verdict.holds, verdict
    print(f"All of it verified, every part opened, one process: {took:.1f} s, {used:.1f} s of CPU;", end=" ")
    print(f"{verdict.size / used:.0f} entries a second of CPU.")


def proofs(database: Database) -> None:
    """Proofs of random entries from tiles, under a head signed now."""
    with database.reading() as session:
        size, peaks = session.query(LedgerHead.size, LedgerHead.peaks).one()
        root = Range(size, [peaks[i : i + 32] for i in range(0, len(peaks), 32)]).root()
        signed, rng = SIGNER.checkpoint(size, root), random.Random(5)
        made, checked, weighs = [], [], []
        for _ in range(200):
            seq = rng.randrange(size)
            began = perf_counter()
            leaf = session.query(Entry.leaf_hash).filter(Entry.seq == seq).scalar()
            proof = Prover(session, signed).proof(seq, leaf)
            made.append(perf_counter() - began)
            began = perf_counter()
            verify_proof(proof, leaf, SIGNER.key)
            checked.append(perf_counter() - began)
            weighs.append(len(proof.encode()))
    path = len(proof.split("\n\n")[0].split("\n")) - 2
    print(f"A proof at {size}: {path} hashes, {path * 32} bytes of them, {max(weighs)} bytes as a file;", end=" ")
    print(f"made in {1000 * median(made):.2f} ms, checked in {1000 * median(checked):.2f} ms (medians of 200).")


def main(size: int = MILLION) -> None:
    folder = Path(tempfile.mkdtemp(prefix="sayso-ledger-"))
    try:
        appends(folder)
        receipts()
        with million(folder, size) as database:
            whole_check(database)
            proofs(database)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
