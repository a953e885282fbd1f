"""The catalogue of attacks: what someone with the database, or with the log's own key too, might do to a log.

Each attack is as good as its attacker can make it: who can put the hashes right puts them right; who has the key signs
again; who cannot sign shows an older checkpoint that still fits, where one does.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from survey.ledger.canonical import canonical, moment_text
from survey.ledger.checking import StoredEntry
from survey.ledger.checkpoint import Checkpoint, ProofFile, cosign, open_checkpoint, sign_checkpoint
from survey.ledger.note import COSIGNATURE, ED25519, Note, Signature
from survey.ledger.proof import from_leaves, inclusion
from survey.ledger.receipt import Receipt, make
from survey.ledger.tree import Range
from tests.survey.ledger.a_log import (
    BEGAN,
    DETECTORS,
    Keys,
    Shown,
    Truth,
    a_truth,
    chained,
    entry,
    found_by,
    keys,
    part,
    range_of,
    reworded,
    signed,
)

Attack = Callable[[Truth, random.Random], Shown]
Entries = Sequence[StoredEntry]


def _left_alone(truth: Truth, entries: Entries, touched: int, head: Range | None = None) -> Shown:
    """Rows are changed; the head and the published checkpoint are left as they were."""
    return Shown(tuple(entries), head or range_of(truth.entries), truth.checkpoints[-1], touched)


def _put_right(truth: Truth, entries: Entries, touched: int) -> Shown:
    """Every hash from there on and the head are made to fit. The checkpoint cannot be: there is no key."""
    fitting = chained(entries, touched)
    return Shown(fitting, range_of(fitting), truth.checkpoints[-1], touched)


def _under_an_older_checkpoint(truth: Truth, entries: Entries, touched: int) -> Shown:
    """As above, and of the checkpoints that were published the newest that still fits is shown."""
    fitting = chained(entries, min(touched, len(entries)))
    fits = [each for each in truth.checkpoints if _size(truth, each) <= touched]
    return Shown(fitting, range_of(fitting), fits[-1] if fits else truth.checkpoints[-1], touched)


def _size(truth: Truth, note: str) -> int:
    return open_checkpoint(note, truth.log.public).checkpoint.size


def _signed_again(truth: Truth, entries: Entries, touched: int, log: Keys | None = None) -> Shown:
    """Everything made to fit, and signed with the stolen key."""
    fitting = chained(entries, min(touched, len(entries)))
    return Shown(fitting, range_of(fitting), signed(log or truth.log, fitting), touched)


def _somewhere(truth: Truth, rng: random.Random) -> int:
    """Any entry whose first part can be read and is not the erasure."""
    readable = [each.seq for each in truth.entries if each.kind == "record.made" and each.parts[0].body]
    return rng.choice(readable)


def _with(entries: Entries, seq: int, changed: StoredEntry) -> list[StoredEntry]:
    return [*entries[:seq], changed, *entries[seq + 1 :]]


def _edited(truth: Truth, rng: random.Random) -> tuple[list[StoredEntry], int]:
    seq = _somewhere(truth, rng)
    held = truth.entries[seq]
    first = reworded(held.parts[0], f"Changed {rng.random()}")
    return _with(truth.entries, seq, replace(held, parts=(first, *held.parts[1:]))), seq


# by someone with the database alone


def edit(truth: Truth, rng: random.Random) -> Shown:
    """Other words, and their salt and commitment to fit; the leaf stays."""
    return _left_alone(truth, *_edited(truth, rng))


def another_author(truth: Truth, rng: random.Random) -> Shown:
    seq = _somewhere(truth, rng)
    held = truth.entries[seq]
    header = canonical(json.loads(held.header) | {"actor": "someone else"}).decode()
    return _left_alone(truth, _with(truth.entries, seq, replace(held, actor="someone else", header=header)), seq)


def about_another(truth: Truth, rng: random.Random) -> Shown:
    seq = _somewhere(truth, rng)
    held = truth.entries[seq]
    parts = (replace(held.parts[0], subjects=("nobody",)), *held.parts[1:])
    return _left_alone(truth, _with(truth.entries, seq, replace(held, parts=parts)), seq)


def back_date(truth: Truth, rng: random.Random) -> Shown:
    seq = _somewhere(truth, rng)
    held, at = truth.entries[seq], moment_text(BEGAN - timedelta(days=rng.randint(1, 400)))
    header = canonical(json.loads(held.header) | {"at": at}).decode()
    return _left_alone(truth, _with(truth.entries, seq, replace(held, at=at, header=header)), seq)


def swap(truth: Truth, rng: random.Random) -> Shown:
    """The parts of two entries change places."""
    first, second = sorted(rng.sample(range(len(truth.entries)), 2))
    entries = list(truth.entries)
    a, b = entries[first], entries[second]
    entries[first], entries[second] = replace(a, parts=b.parts), replace(b, parts=a.parts)
    return _left_alone(truth, entries, first)


def transplant(truth: Truth, rng: random.Random) -> Shown:
    """A part, with its salt and commitment, is put into another entry too."""
    source, target = truth.entries[_somewhere(truth, rng)], rng.choice(truth.entries)
    parts = (*target.parts, source.parts[0])
    return _left_alone(truth, _with(truth.entries, target.seq, replace(target, parts=parts)), target.seq)


def delete(truth: Truth, rng: random.Random) -> Shown:
    seq = rng.randrange(len(truth.entries) - 1)
    return _left_alone(truth, [*truth.entries[:seq], *truth.entries[seq + 1 :]], seq)


def insert(truth: Truth, rng: random.Random) -> Shown:
    """A new entry between two, numbered and linked as if it had always been there."""
    seq = rng.randrange(len(truth.entries))
    new = entry("record.made", [part("Invented.", ["amina"], rng)], BEGAN, rng)
    placed = chained([*truth.entries[:seq], new], seq)[-1]
    return _left_alone(truth, [*truth.entries[:seq], placed, *truth.entries[seq:]], seq)


def reorder(truth: Truth, rng: random.Random) -> Shown:
    first, second = sorted(rng.sample(range(len(truth.entries)), 2))
    entries = list(truth.entries)
    entries[first], entries[second] = entries[second], entries[first]
    return _left_alone(truth, entries, first)


def truncate(truth: Truth, rng: random.Random) -> Shown:
    """The last entries go, and the head is put back to fit."""
    kept = rng.randrange(1, len(truth.entries))
    return _left_alone(truth, truth.entries[:kept], kept, range_of(truth.entries[:kept]))


def silent_shred(truth: Truth, rng: random.Random) -> Shown:
    """A part's key or content is destroyed, and nobody says so."""
    seq = _somewhere(truth, rng)
    held = truth.entries[seq]
    parts = (replace(held.parts[0], salt=None, body=None), *held.parts[1:])
    return _left_alone(truth, _with(truth.entries, seq, replace(held, parts=parts)), seq)


def brought_back(truth: Truth, _rng: random.Random) -> Shown:
    """What was erased is put back from a copy that somebody kept."""
    seq, _ordinal = truth.erased
    held = truth.entries[seq]
    return _left_alone(truth, _with(truth.entries, seq, replace(held, parts=(truth.gone, *held.parts[1:]))), seq)


def re_chain(truth: Truth, rng: random.Random) -> Shown:
    return _put_right(truth, *_edited(truth, rng))


def re_chain_older(truth: Truth, rng: random.Random) -> Shown:
    return _under_an_older_checkpoint(truth, *_edited(truth, rng))


def roll_back(truth: Truth, rng: random.Random) -> Shown:
    """Everything as it was some time ago, checkpoint and all."""
    kept = rng.randrange(1, len(truth.entries))
    return _under_an_older_checkpoint(truth, truth.entries[:kept], kept)


# by someone with the log's key too


def re_sign(truth: Truth, rng: random.Random) -> Shown:
    return _signed_again(truth, *_edited(truth, rng))


def delete_and_re_sign(truth: Truth, rng: random.Random) -> Shown:
    seq = rng.randrange(len(truth.entries))
    return _signed_again(truth, [*truth.entries[:seq], *truth.entries[seq + 1 :]], seq)


def insert_and_re_sign(truth: Truth, rng: random.Random) -> Shown:
    seq = rng.randrange(len(truth.entries))
    new = entry("record.made", [part("Invented.", ["amina"], rng)], BEGAN - timedelta(days=30), rng)
    return _signed_again(truth, [*truth.entries[:seq], new, *truth.entries[seq:]], seq)


def truncate_and_re_sign(truth: Truth, rng: random.Random) -> Shown:
    kept = rng.randrange(1, len(truth.entries))
    return _signed_again(truth, truth.entries[:kept], kept)


def fork(truth: Truth, rng: random.Random) -> Shown:
    """One history for the witness; another, just as long and just as signed, for everyone else."""
    kept = rng.randrange(1, len(truth.entries))
    return _signed_again(truth, [*truth.entries[:kept], *_others(len(truth.entries) - kept, rng)], kept)


def restored_backup(truth: Truth, rng: random.Random) -> Shown:
    """An old backup comes back, and the service writes on until it is longer than it was."""
    kept = rng.randrange(1, len(truth.entries))
    longer = len(truth.entries) - kept + rng.randint(1, 12)
    return _signed_again(truth, [*truth.entries[:kept], *_others(longer, rng)], kept)


def _others(count: int, rng: random.Random) -> list[StoredEntry]:
    return [entry("record.made", [part(f"Other {n}", ["amina"], rng)], BEGAN, rng) for n in range(count)]


def new_key(truth: Truth, rng: random.Random) -> Shown:
    """History is written anew and signed with a new key under the old name: “we had to change keys”."""
    return _signed_again(truth, *_edited(truth, rng), log=keys(rng, truth.log.public.name, ED25519))


# by someone who hands a forged thing to a person; the log itself is as it was


def _untouched(truth: Truth) -> Shown:
    return Shown(truth.entries, range_of(truth.entries), truth.checkpoints[-1], 0)


def forged_receipt(truth: Truth, rng: random.Random) -> Shown:
    """By another key, with one bit turned, or by the stolen key for something that was never written down."""
    log, index = truth.log, rng.randrange(len(truth.entries))
    leaf = truth.entries[index].leaf_hash
    other = keys(rng, log.public.name, ED25519)
    forged = (
        make(log.public, other.sign, index=index, at=BEGAN, leaf=leaf),
        _bit_turned(make(log.public, log.sign, index=index, at=BEGAN, leaf=leaf), rng),
        make(log.public, log.sign, index=index, at=BEGAN, leaf=rng.randbytes(32)),
    )
    return replace(_untouched(truth), receipt=rng.choice(forged))


def _bit_turned(held: Receipt, rng: random.Random) -> Receipt:
    turned = bytes([held.signature[0] ^ 1 << rng.randrange(8)]) + held.signature[1:]
    changes = ({"signature": turned}, {"at_ms": held.at_ms ^ 1 << rng.randrange(30)}, {"index": held.index ^ 1})
    return replace(held, **rng.choice(changes))


def _proof(truth: Truth, index: int) -> ProofFile:
    point = open_checkpoint(truth.checkpoints[-1], truth.log.public).checkpoint
    node = from_leaves([each.leaf_hash for each in truth.entries])
    return ProofFile(index, tuple(inclusion(index, point.size, node)), truth.checkpoints[-1])


def forged_proof(truth: Truth, rng: random.Random) -> Shown:
    """For words that were never recorded, for another place, or with a hash too few."""
    size = _size(truth, truth.checkpoints[-1])
    index = rng.randrange(1, size)
    real, leaf = _proof(truth, index), truth.entries[index].leaf_hash
    forged = (
        (real, rng.randbytes(32)),
        (replace(real, index=index - 1), leaf),
        (replace(real, path=real.path[:-1]), leaf),
        (replace(real, path=(*real.path[:-1], rng.randbytes(32))), leaf),
    )
    proof, shown = rng.choice(forged)
    return replace(_untouched(truth), proof=(str(proof), shown))


def forged_cosignature(truth: Truth, rng: random.Random) -> Shown:
    """A history that no witness saw, signed with the stolen key, under a cosignature that is not the witness's."""
    fitting = chained(*_edited(truth, rng))
    point = Checkpoint(truth.log.public.name, len(fitting), range_of(fitting).root())
    note = sign_checkpoint(point, truth.log.public, truth.log.sign)
    note = note.also([rng.choice(_no_cosignatures(truth, note, rng))])
    index = rng.randrange(len(fitting))
    node = from_leaves([each.leaf_hash for each in fitting])
    proof = ProofFile(index, tuple(inclusion(index, len(fitting), node)), str(note))
    return replace(_untouched(truth), proof=(str(proof), fitting[index].leaf_hash))


def _no_cosignatures(truth: Truth, note: Note, rng: random.Random) -> tuple[Signature, ...]:
    """Made with another key; borrowed from a checkpoint that the witness did see; by a witness nobody asked about."""
    witness, other = truth.witness.public, keys(rng, truth.witness.public.name, COSIGNATURE)
    seen = open_checkpoint(truth.checkpoints[-1], truth.log.public).note
    return (
        cosign(note, witness, other.sign, 1_800_000_000),
        next(each for each in seen.signatures if each.is_of(witness)),
        cosign(note, other.public, other.sign, 1_800_000_000),
    )


@dataclass(frozen=True)
class Class:
    """One class of attack, and whether it needs the log's key."""

    name: str
    attack: Attack
    with_key: bool = False


CATALOGUE: tuple[Class, ...] = (
    Class("edit", edit),
    Class("another author", another_author),
    Class("about another person", about_another),
    Class("back-date", back_date),
    Class("swap", swap),
    Class("segment transplant", transplant),
    Class("delete", delete),
    Class("insert", insert),
    Class("reorder", reorder),
    Class("truncate", truncate),
    Class("silent shred", silent_shred),
    Class("erased part brought back", brought_back),
    Class("re-chain", re_chain),
    Class("re-chain, older checkpoint", re_chain_older),
    Class("roll back", roll_back),
    Class("re-sign", re_sign, with_key=True),
    Class("delete and re-sign", delete_and_re_sign, with_key=True),
    Class("insert and re-sign", insert_and_re_sign, with_key=True),
    Class("truncate and re-sign", truncate_and_re_sign, with_key=True),
    Class("fork", fork, with_key=True),
    Class("restored backup, grown", restored_backup, with_key=True),
    Class("key replacement", new_key, with_key=True),
    Class("forged receipt", forged_receipt, with_key=True),
    Class("forged proof", forged_proof),
    Class("forged cosignature", forged_cosignature, with_key=True),
)


@dataclass(frozen=True)
class Result:
    """What came of so many random cases of one class."""

    cases: int
    inside: int  # cases that touch nothing but the declared window
    found: Counter[str]  # by each detector alone
    missed_inside: int
    missed_outside: int


def truths(count: int, seed: int) -> list[Truth]:
    return [a_truth(seed + n) for n in range(count)]


def tried(kind: Class, cases: int, logs: Sequence[Truth], detectors: Sequence[str] = DETECTORS) -> Result:
    """So many random cases of one class, over these logs in turn."""
    found: Counter[str] = Counter()
    inside = missed_inside = missed_outside = 0
    for case in range(cases):
        truth = logs[case % len(logs)]
        shown = kind.attack(truth, random.Random(f"{kind.name} {case}"))
        by, in_window = found_by(truth, shown, detectors), shown.touched >= truth.safe
        found.update(by)
        inside += in_window
        missed_inside += in_window and not by
        missed_outside += not in_window and not by
    return Result(cases, inside, found, missed_inside, missed_outside)
