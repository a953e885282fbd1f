#!/usr/bin/env python3
"""Check receipts, proofs, openings, checkpoints and records to take away. Offline; needs Python 3.11 and nothing else.

    python3 verify.py --key KEY [--witness KEY]... [--need N] FILE...

KEY is one line, "name+id+key", or a file that holds it. Get it from somewhere you trust: the key says whose word you
are checking. Files are known by what is in them: a receipt; a receipt and its proof; an opening; two checkpoints and
the proof between them; a record. Ends with 0 when all of it holds, with 1 when anything does not.
"""

import argparse
import base64
import binascii
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256, sha512
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

NEVER = """What no check can prove: that everything was written down, that what was written is true, or who typed at an
unlocked screen. If something is missing or wrong, say so to the people who wrote it: you have a right to."""
LARGEST, LATEST = 2**53 - 1, 253402214400000  # what every reader of JSON can count to; the year 9999 in milliseconds
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
Json = dict[str, Any]


class Wrong(Exception):
    """Something does not hold, in one sentence."""


def must(holds: object, sentence: str) -> None:
    """:raise Wrong: with the sentence, unless it holds."""
    if not holds:
        raise Wrong(sentence)


# Ed25519 (RFC 8032), for checking only: nothing here is secret, so nothing needs to take the same time twice.

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT_OF_MINUS_ONE = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def plus(one: Point, other: Point) -> Point:
    """Two points of the curve added, in extended coordinates."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(encoded: bytes) -> Point:
    """The point these 32 bytes stand for. :raise Wrong: when they stand for none."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P if y < P else 2
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT_OF_MINUS_ONE % P
    must(x * x % P == square and y < P and (x or not sign), "The key is not a key.")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def encoded(of: Point) -> bytes:
    """A point as 32 bytes."""
    inverse = pow(of[2], -1, P)
    x, y = of[0] * inverse % P, of[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point(bytes.fromhex("58" + "66" * 31))


@lru_cache(maxsize=4096)
def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this key signed this message."""
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L:
        return False
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % L
    x, y, _z, t = point(public)
    away = (P - x, y, 1, P - t)
    steps = {(1, 0): BASE, (0, 1): away, (1, 1): plus(BASE, away)}
    sum_: Point = (0, 1, 1, 0)
    for bit in range(252, -1, -1):
        sum_ = plus(sum_, sum_)
        if step := steps.get((s >> bit & 1, k >> bit & 1)):
            sum_ = plus(sum_, step)
    return encoded(sum_) == signature[:32]


# The tree (RFC 9162): read from its definition, so that the proof is the definition with hashes in it.


def of_leaf(leaf: bytes) -> bytes:
    return sha256(b"\0" + leaf).digest()


def of_two(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two below the size: how many leaves are in the left half."""
    return 1 << (size - 1).bit_length() - 1


def root_of(hashes: list[bytes]) -> bytes:
    """The root over leaf hashes."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    return of_two(root_of(hashes[: split(len(hashes))]), root_of(hashes[split(len(hashes)) :]))


def is_included(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Whether the leaf with this hash is at this place of the tree with this size and root."""
    if not 0 <= index < size <= LARGEST or {len(each) for each in (leaf, root, *path)} != {32}:
        return False
    left_to_use = list(path)

    def climb(index: int, size: int) -> bytes | None:
        if size == 1:
            return leaf
        beside, half = left_to_use.pop() if left_to_use else None, split(size)
        below = climb(index, half) if index < half else climb(index - half, size - half)
        if below is None or beside is None:
            return None
        return of_two(below, beside) if index < half else of_two(beside, below)

    return climb(index, size) == root and not left_to_use


def is_grown(old_size: int, old: bytes, size: int, new: bytes, proof: list[bytes]) -> bool:
    """Whether the tree `new` begins with all of the tree `old`. An empty tree proves nothing of what came after."""
    if not 0 < old_size <= size <= LARGEST or {len(each) for each in (old, new, *proof)} != {32}:
        return False
    left_to_use = list(proof)

    def fold(old_size: int, size: int, at_edge: bool) -> tuple[bytes, bytes]:
        if old_size == size:
            same = old if at_edge else left_to_use.pop()
            return same, same
        beside, half = left_to_use.pop(), split(size)
        if old_size <= half:
            was, now = fold(old_size, half, at_edge)
            return was, of_two(now, beside)
        was, now = fold(old_size - half, size - half, False)
        return of_two(beside, was), of_two(beside, now)

    try:
        return fold(old_size, size, True) == (old, new) and not left_to_use
    except IndexError:
        return False


# How things are written. Each thing has one form: another form of the same is refused, so that no bit is free.


def from_base64(text: str, length: int | None = None) -> bytes:
    """:raise Wrong: unless this is the one base64 form of so many bytes."""
    try:
        plain = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Wrong("A part in base64 is damaged.") from None
    must(base64.b64encode(plain).decode() == text and length in (None, len(plain)), "A part in base64 is damaged.")
    return plain


def from_hex(text: object) -> bytes:
    must(isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text), "A hash is not 64 hexadecimal digits.")
    return bytes.fromhex(str(text))


def number(text: str) -> int:
    must(re.fullmatch("0|[1-9][0-9]{0,15}", text) and int(text) <= LARGEST, "A number is damaged.")
    return int(text)


def from_json(text: str, *, one_form: bool) -> Any:
    """JSON, read. :raise Wrong: when it is not JSON, or when it has to be canonical and is not."""
    try:
        value = json.loads(text)
        again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) if one_form else text
    except (ValueError, RecursionError):
        raise Wrong("It is not JSON.") from None
    must(again == text, "It is not in the one form it has when it is made.")
    return value


def with_keys(value: object, *keys: str) -> Json:
    must(isinstance(value, dict) and set(value) == set(keys), f"A part should have {', '.join(keys)}, and no more.")
    assert isinstance(value, dict)
    return value


class Key(NamedTuple):
    """A public key with its name: of the log (kind 1) or of a witness (kind 4)."""

    name: str
    key_id: bytes
    public: bytes


def key_from(text: str, kind: int) -> Key:
    """The key in `name+id+base64`."""
    name, _, rest = text.strip(" \r\n").partition("+")
    key_id, _, material = rest.partition("+")
    key = from_base64(material, 33)
    must(name and not re.search(r"[\s+]", name) and key[0] == kind, "The key is not of the kind that is needed here.")
    must(sha256(name.encode() + b"\n" + key).hexdigest()[:8] == key_id, "The key is damaged.")
    return Key(name, bytes.fromhex(key_id), key[1:])


class Checkpoint(NamedTuple):
    """What a log says it holds, and which witnesses said they saw the same."""

    size: int
    root: bytes
    seen_by: tuple[str, ...]


class Trust(NamedTuple):
    """Whose word is taken: the log's key, the witnesses' keys, and how many of those must have signed."""

    log: Key
    witnesses: tuple[Key, ...] = ()
    need: int = 0


class Note(NamedTuple):
    """A checkpoint as it is written: size, root, the bytes that are signed, and names with their signatures."""

    size: int
    root: bytes
    body: bytes
    signatures: list[tuple[str, bytes]]


def signed(note: Note, trust: Trust) -> Checkpoint:
    """The signatures checked. A line by a key nobody named is passed over; a bad one by a named key is not."""
    log, body = trust.log, note.body
    ours = [each[4:] for name, each in note.signatures if (name, each[:4]) == (log.name, log.key_id)]
    must(ours and all(is_signed(log.public, body, each) for each in ours), "The log did not sign this.")
    seen_by = tuple(each.name for each in trust.witnesses if _is_seen(each, note))
    must(len(seen_by) >= trust.need, f"{len(seen_by)} of the witnesses you named have signed; {trust.need} must have.")
    return Checkpoint(note.size, note.root, seen_by)


def note_from(text: str, name: str) -> Note:
    """A checkpoint (C2SP tlog-checkpoint) of the log with this name, read; its signatures are not yet checked."""
    body, between, lines = text.rpartition("\n\n")
    form = re.fullmatch("(?:\u2014 [^\\s+]+ [A-Za-z0-9+/=]+\n){1,64}", lines)
    must(between and form and not re.search(r"[\x00-\x09\x0b-\x1f]", text), "A checkpoint is damaged.")
    made = re.fullmatch("([^\n]+)\n([0-9]+)\n([A-Za-z0-9+/=]+)", body)
    must(made and made[1] == name, "A checkpoint is damaged, or is of another log.")
    assert made
    found = [(words[1], from_base64(words[2])) for words in (line.split(" ") for line in lines.split("\n")[:-1])]
    return Note(number(made[2]), from_base64(made[3], 32), f"{body}\n".encode(), found)


def _is_seen(witness: Key, note: Note) -> bool:
    theirs = [each[4:] for name, each in note.signatures if (name, each[:4]) == (witness.name, witness.key_id)]
    for each in theirs:
        said = b"cosignature/v1\ntime %d\n%s" % (int.from_bytes(each[:8]), note.body)
        must(len(each) == 72 and is_signed(witness.public, said, each[8:]), f"{witness.name} did not sign this.")
    return bool(theirs)


class Receipt(NamedTuple):
    """What a log promised: at this time, the leaf with this hash was entry number `place`."""

    place: int
    at: datetime
    leaf: bytes


def code_of(leaf: bytes) -> str:
    """The 26 letters and digits: 128 bits of the leaf hash, and two that catch slips."""
    bits = int.from_bytes(leaf[:16]) << 2 | sha256(leaf[:16]).digest()[0] >> 6
    letters = "".join(CROCKFORD[bits >> 5 * place & 31] for place in reversed(range(26)))
    return "-".join((letters[:5], letters[5:10], letters[10:15], letters[15:20], letters[20:]))


def receipt_bytes(text: str) -> bytes:
    """The 117 bytes, from a receipt's file or from what its square code holds."""
    data = text.split("\ndata ")[-1]
    must(re.fullmatch("[A-Z2-7]{188}", data), "A receipt is damaged: a letter is missing or is not one of its letters.")
    held = base64.b32decode(data + "====")
    form = f"receipt/1\ncode {code_of(held[21:53])}\ndata {data}"
    same = base64.b32encode(held).decode().rstrip("=") == data
    must(same and text in (data, form), "A receipt is damaged: its parts do not fit.")
    return held


def receipt_from(held: bytes, trust: Trust) -> Receipt:
    """A receipt of this log. :raise Wrong: when the log did not sign it."""
    held = held if len(held) == 117 else receipt_bytes(_text(held))
    index, at_ms = int.from_bytes(held[5:13]), int.from_bytes(held[13:21])
    must(len(held) == 117 and held[0] == 1 and index <= LARGEST and at_ms <= LATEST, "This is no receipt.")
    must(held[1:5] == trust.log.key_id, "This receipt is of another log, or it was changed.")
    must(is_signed(trust.log.public, held[:53], held[53:]), "The log did not sign this receipt, or it was changed.")
    return Receipt(index, datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms), held[21:53])


def proof_from(text: str) -> tuple[int, list[bytes], str]:
    """A proof file (C2SP tlog-proof@v1): the entry's place, the hashes on its way up, and the checkpoint."""
    head, _, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    must(lines[0] == "c2sp.org/tlog-proof@v1" and lines[1:] and lines[1][:6] == "index ", "A proof is damaged.")
    return number(lines[1][6:]), [from_base64(each, 32) for each in lines[2:]], checkpoint


def is_shown(leaf: bytes, proof: str, trust: Trust) -> tuple[int, Checkpoint]:
    """Where the leaf with this hash is, and under which checkpoint. :raise Wrong: when the proof does not show it."""
    index, path, text = proof_from(proof)
    note = note_from(text, trust.log.name)
    shown = is_included(leaf, index, note.size, path, note.root)  # first: hashes are cheap, signatures are not
    must(shown, "That is not what the log holds there, or the proof was changed.")
    return index, signed(note, trust)


class Opened(NamedTuple):
    """What an opening shows: an entry's place, its header, its parts (None: not shown), and the checkpoint."""

    place: int
    header: str | None
    parts: list[str | None]
    leaf: bytes
    under: Checkpoint


def opening_from(opening: Json, trust: Trust) -> Opened:
    """Every hash again: what is shown, to its commitment, to the leaf, to the root that was signed."""
    with_keys(opening, "v", "leaf", "header", "segments", "proof")
    leaf, segments = with_keys(opening["leaf"], "v", "alg", "seq", "prev", "hc", "cc"), opening["segments"]
    known = (type(opening["v"]), opening["v"], type(leaf["v"]), leaf["v"], leaf["alg"], type(leaf["seq"]))
    must(known == (int, 1, int, 1, "sha256", int), "This is a kind of opening that is not known here.")
    must(isinstance(segments, list) and isinstance(opening["proof"], str), "The opening has not the form of one.")
    header, text = _header(opening["header"])
    parts = [_part(ordinal, each) for ordinal, each in enumerate(segments)]
    contents = root_of([of_leaf(commitment) for commitment, _body in parts])
    must(header == from_hex(leaf["hc"]) and contents == from_hex(leaf["cc"]), "What is shown is not what was sealed.")
    from_hex(leaf["prev"])
    hash_ = of_leaf(json.dumps(leaf, sort_keys=True, separators=(",", ":")).encode())
    index, under = is_shown(hash_, opening["proof"], trust)
    must(index == leaf["seq"], "The proof is of another entry.")
    return Opened(index, text, [body for _commitment, body in parts], hash_, under)


def _header(header: object) -> tuple[bytes, str | None]:
    if isinstance(header, dict) and set(header) == {"commitment"}:
        return from_hex(header["commitment"]), None
    shown = with_keys(header, "text", "salt")
    return committed(shown["salt"], shown["text"]), shown["text"]


def _part(ordinal: int, segment: object) -> tuple[bytes, str | None]:
    hidden = isinstance(segment, dict) and set(segment) == {"ordinal", "commitment"}
    part = with_keys(segment, "ordinal", "commitment", *(() if hidden else ("salt", "body")))
    must(type(part["ordinal"]) is int and part["ordinal"] == ordinal, "A part is missing or is in another place.")
    commitment = from_hex(part["commitment"])
    must(hidden or committed(part["salt"], part["body"]) == commitment, "A part is not what was sealed.")
    return commitment, None if hidden else part["body"]


def committed(salt: object, text: object) -> bytes:
    """SHA-256(salt ‖ text): nobody can guess the text from it without the salt."""
    must(isinstance(text, str) and not re.search("[\ud800-\udfff]", text), "A part has no words that can be read.")
    return sha256(from_hex(salt) + str(text).encode()).digest()


def record_from(page: str, trust: Trust) -> list[Opened]:
    """A record to take away: the log's signature over it, and every opening in it, checked."""
    found = re.findall('<script type="application/json" id="record">(.*?)</script>', page, re.DOTALL)
    must(len(found) == 1, "This page is not a record to take away.")
    wrapped = with_keys(from_json(found[0], one_form=False), "v", "payload", "signature", "vkey")
    must(all(isinstance(wrapped[each], str) for each in ("payload", "signature", "vkey")), "The record is damaged.")
    must(type(wrapped["v"]) is int and wrapped["v"] == 1, "This is a kind of record that is not known here.")
    must(key_from(wrapped["vkey"], 1) == trust.log, "This record is signed with another key than the one you gave.")
    payload = from_base64(wrapped["payload"])
    must(is_signed(trust.log.public, payload, from_base64(wrapped["signature"])), "The record was changed.")
    return [opening_from(each, trust) for each in openings_in(from_json(_text(payload), one_form=False))]


def openings_in(value: Any) -> Iterator[Json]:
    """Every opening, wherever in a record it is."""
    if isinstance(value, dict) and {"leaf", "header", "segments", "proof"} <= set(value):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from openings_in(each)


# What is handed in, told apart by what is in it, and what is found, in sentences.


def _text(held: bytes) -> str:
    try:
        return held.decode("utf-8-sig").replace("\r\n", "\n").strip(" \n")
    except UnicodeDecodeError:
        raise Wrong("A file is damaged, or is of no kind that is known here.") from None


def kind_of(held: bytes) -> str:
    """What a file is. :raise Wrong: when it is nothing that can be checked."""
    if len(held) == 117 and held[0] == 1:
        return "receipt"
    text = _text(held)
    known = {
        "receipt": text.startswith("receipt/1\n") or re.fullmatch("[A-Z2-7]{188}", text),
        "proof": text.startswith("c2sp.org/tlog-proof@v1\n"),
        "growth": text.startswith("old "),
        "opening": text.startswith("{"),
        "record": '<script type="application/json" id="record">' in text,
        "checkpoint": "\n\n\u2014 " in text,
        "between": re.fullmatch("([A-Za-z0-9+/=]{44}\n?)*", text),
    }
    found = [name for name, holds in known.items() if holds]
    must(found, "A file is damaged, or is of no kind that is known here.")
    return found[0]


def examine(files: list[bytes], trust: Trust, show: bool = False) -> list[str]:
    """What all these files show together, in sentences. :raise Wrong: with the first thing that does not hold."""
    of: dict[str, list[bytes]] = {}
    for held in files:
        of.setdefault(kind_of(held), []).append(held)
    must(of, "There is nothing to check.")
    grown_from = [_growth(held, of) for held in of.pop("growth", [])]
    receipts = [receipt_from(held, trust) for held in of.get("receipt", [])]
    said = [
        f"The log signed this receipt for entry {each.place}, at {each.at:%Y-%m-%d %H:%M:%S} UTC." for each in receipts
    ]
    said += [_proved(_text(held), receipts, trust) for held in of.get("proof", [])]
    for opening in [opening_from(from_json(_text(held), one_form=True), trust) for held in of.get("opening", [])]:
        same = all(opening.leaf == each.leaf for each in receipts if each.place == opening.place)
        must(same, "The receipt is for something else than the opening shows.")
        said += _told(opening, trust)
    for held in of.get("record", []):
        openings = record_from(_text(held), trust)
        said.append(
            f"The log signed this record, and all of the {len(openings)} entries in it are in the log, unchanged."
        )
        said += [line for each in openings if show for line in _told(each, trust)]
        said.append("Only what is listed here was checked: the words around it in the page could have been changed.")
    checkpoints = [_text(held) + "\n" for held in of.get("checkpoint", [])]
    return said + _grown(checkpoints, of.get("between", []), grown_from, trust)


def _growth(held: bytes, of: dict[str, list[bytes]]) -> int:
    """A file of how a log grew (C2SP add-checkpoint): from which size. Its checkpoint and its hashes join the rest."""
    head, _, checkpoint = _text(held).partition("\n\n")
    first, _, hashes = head.partition("\n")
    of.setdefault("checkpoint", []).append(checkpoint.encode())
    of.setdefault("between", []).append(hashes.encode())
    return number(first[4:])


def _proved(text: str, receipts: list[Receipt], trust: Trust) -> str:
    index = proof_from(text)[0]
    mine = [each for each in receipts if each.place == index]
    must(mine, f"This proof is for entry {index}. Hand in the receipt for that entry with it.")
    under = [is_shown(each.leaf, text + "\n", trust)[1] for each in mine][-1]  # each of them, if there are two
    return f"Entry {index} is in the log, unchanged: one of {under.size}. {_seen(under, trust)}"


def _seen(under: Checkpoint, trust: Trust) -> str:
    if not trust.witnesses:
        return "You named no witness, so only the log's own word stands behind this."
    return f"Of the {len(trust.witnesses)} witnesses you named, {len(under.seen_by)} had seen the log like this."


def _told(opening: Opened, trust: Trust) -> list[str]:
    said = [
        f"Entry {opening.place} is in the log, unchanged: one of {opening.under.size}. {_seen(opening.under, trust)}"
    ]
    said.append(f"  {opening.header}" if opening.header else "  What kind of entry it is, is not shown here.")
    return said + [f"  part {i}: {part or 'not shown here, and unchanged'}" for i, part in enumerate(opening.parts)]


def _grown(checkpoints: list[str], between: list[bytes], sizes: list[int], trust: Trust) -> list[str]:
    found = sorted({signed(note_from(text, trust.log.name), trust) for text in checkpoints})
    said = [f"The log signed this: {each.size} entries, root {each.root.hex()}. {_seen(each, trust)}" for each in found]
    for one, other in pairwise(found):
        split_view = one.size == other.size and one.root != other.root
        must(not split_view, "The log signed two histories that differ. Keep both files, and show them to others.")
    if between:
        must(len(found) == 2 and len(between) == 1, "A proof of growth needs the two checkpoints that it is between.")
        old, new = found
        must(sizes in ([], [old.size]), "That is how the log grew from another size.")
        hashes = [from_base64(each, 32) for each in _text(between[0]).split("\n") if each]
        must(is_grown(old.size, old.root, new.size, new.root, hashes), "The newer history does not hold the older one.")
        said.append(f"All {old.size} entries of the older are in the newer, unchanged and in the same order.")
    elif len(found) > 1:
        said.append("Whether the newer holds all of the older was not checked: hand in the proof between them too.")
    return said


def main(arguments: list[str]) -> int:
    """Read the files, print what they show, and say with 0 or 1 whether all of it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--key", required=True, help="the log's key, or a file that holds it")
    parser.add_argument("--witness", action="append", default=[], help="a witness's key, or a file that holds it")
    parser.add_argument("--need", type=int, default=0, help="how many of the witnesses must have signed")
    parser.add_argument("--show", action="store_true", help="print what is written in a record")
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args(arguments)
    try:
        witnesses = tuple(key_from(_given(each), 4) for each in given.witness)
        trust = Trust(key_from(_given(given.key), 1), witnesses, given.need)
        print(*examine([each.read_bytes() for each in given.files], trust, given.show), sep="\n")
    except (Wrong, OSError, UnicodeDecodeError) as error:
        print(f"IT DOES NOT HOLD. {error}", file=sys.stderr)
        return 1
    print("It holds.", NEVER, sep="\n\n")
    return 0


def _given(key: str) -> str:
    return key if "+" in key else Path(key).read_text("utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
