"""Openings: one entry shown with proof, for anyone to check without us: what is written, down to the signed checkpoint.

Each part is shown with its salt, or hidden behind its commitment, so that one person's part can be handed on and the
others' stay sealed. Whoever checks makes every hash again: text and salt → commitment → `cc` → leaf → root → signature.
An opening as a file is canonical JSON, so that there is one way to write it and no bit in it is free.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from survey.ledger.canonical import LARGEST, NotCanonical, canonical
from survey.ledger.checkpoint import Opened, read_proof, verify_proof
from survey.ledger.entry import ALGORITHM, VERSION, commitment, contents_commitment, leaf_bytes
from survey.ledger.note import NoteWrong, VerifierKey
from survey.ledger.tree import leaf_hash

FORM = 1  # of openings; leaves have their own version
LEAF = {"v", "alg", "seq", "prev", "hc", "cc"}
_HASH = re.compile("[0-9a-f]{64}")


class OpeningWrong(NoteWrong):
    """This opening does not show what it is to show."""


@dataclass(frozen=True)
class Piece:
    """A header or a segment's body with the salt it was committed to with."""

    salt: bytes
    text: str

    @property
    def commitment(self) -> bytes:
        return commitment(self.salt, self.text.encode())


@dataclass(frozen=True)
class Hidden:
    """A header or a segment of which only the commitment is shown: it is unchanged, and what it says is not told."""

    commitment: bytes


@dataclass(frozen=True)
class Shown:
    """What a checked opening shows. None stands for what is hidden."""

    seq: int
    leaf: bytes
    header: str | None
    parts: tuple[str | None, ...]
    under: Opened


def make(
    *, seq: int, prev: bytes, header: Piece | Hidden, parts: Sequence[Piece | Hidden], proof: str
) -> dict[str, Any]:
    """An opening of an entry: `proof` is the text of a proof file for its leaf."""
    contents = contents_commitment([part.commitment for part in parts])
    leaf = leaf_bytes(seq=seq, prev=prev, header=header.commitment, contents=contents)
    shown = {"text": header.text, "salt": header.salt.hex()} if isinstance(header, Piece) else _hidden(header)
    segments = [{"ordinal": ordinal, **_hidden(part), **_open(part)} for ordinal, part in enumerate(parts)]
    return {"v": FORM, "leaf": json.loads(leaf), "header": shown, "segments": segments, "proof": proof}


def _hidden(piece: Piece | Hidden) -> dict[str, str]:
    return {"commitment": piece.commitment.hex()}


def _open(piece: Piece | Hidden) -> dict[str, str]:
    return {"salt": piece.salt.hex(), "body": piece.text} if isinstance(piece, Piece) else {}


def to_text(opening: dict[str, Any]) -> str:
    """An opening as a file."""
    return canonical(opening).decode()


def from_text(text: str) -> dict[str, Any]:
    """An opening from its file; nothing is shown by it yet. :raise OpeningWrong:"""
    try:
        opening = json.loads(text)
        if canonical(opening).decode() != text:
            raise OpeningWrong("An opening has one form, and this is another.")
    except (NotCanonical, ValueError, RecursionError) as error:
        raise error if isinstance(error, OpeningWrong) else OpeningWrong("This is not an opening.") from error
    return _with(opening, {"v", "leaf", "header", "segments", "proof"})


def check(opening: dict[str, Any], log: VerifierKey, witnesses: Iterable[VerifierKey] = (), *, need: int = 0) -> Shown:
    """Make every hash again, up to a checkpoint that the log and `need` of the witnesses signed.

    :raise NoteWrong: with the first thing that is wrong.
    """
    _with(opening, {"v", "leaf", "header", "segments", "proof"})
    leaf, segments, proof = _with(opening["leaf"], LEAF), opening["segments"], opening["proof"]
    seq, told = leaf["seq"], (opening["v"], leaf["v"], leaf["seq"])
    known = (opening["v"], leaf["v"], leaf["alg"]) == (FORM, VERSION, ALGORITHM)
    if not known or any(type(each) is not int or not 0 <= each <= LARGEST for each in told):
        raise OpeningWrong("This is a kind of opening that is not known here.")
    if not isinstance(segments, list) or not isinstance(proof, str):
        raise OpeningWrong("An opening has a list of segments, and a proof.")
    header, parts = _header(opening["header"]), [_segment(i, each) for i, each in enumerate(segments)]
    contents = contents_commitment([part.commitment for part in parts])
    if (header.commitment, contents) != (_hash(leaf["hc"]), _hash(leaf["cc"])):
        raise OpeningWrong("What is shown is not what was sealed.")
    sealed = leaf_hash(leaf_bytes(seq=seq, prev=_hash(leaf["prev"]), header=header.commitment, contents=contents))
    if read_proof(proof).index != seq:
        raise OpeningWrong("The proof is of another entry.")
    under = verify_proof(proof, sealed, log, witnesses, need=need)
    return Shown(seq, sealed, _text(header), tuple(_text(part) for part in parts), under)


def _header(header: Any) -> Piece | Hidden:
    if isinstance(header, dict) and set(header) == {"commitment"}:
        return Hidden(_hash(header["commitment"]))
    _with(header, {"text", "salt"})
    return _piece(header["salt"], header["text"])


def _segment(ordinal: int, segment: Any) -> Piece | Hidden:
    hidden = isinstance(segment, dict) and set(segment) == {"ordinal", "commitment"}
    _with(segment, {"ordinal", "commitment"} | (set() if hidden else {"salt", "body"}))
    if type(segment["ordinal"]) is not int or segment["ordinal"] != ordinal:
        raise OpeningWrong("A segment is missing or is in another place.")
    told = Hidden(_hash(segment["commitment"]))
    piece = told if hidden else _piece(segment["salt"], segment["body"])
    if piece.commitment != told.commitment:
        raise OpeningWrong("A segment is not what was sealed.")
    return piece


def _piece(salt: Any, text: Any) -> Piece:
    if not isinstance(text, str) or re.search("[\ud800-\udfff]", text):
        raise OpeningWrong("What is shown is text.")
    return Piece(_hash(salt), text)


def _text(piece: Piece | Hidden) -> str | None:
    return piece.text if isinstance(piece, Piece) else None


def _hash(value: Any) -> bytes:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise OpeningWrong("A hash is 64 hexadecimal digits, in lower case.")
    return bytes.fromhex(value)


def _with(value: Any, keys: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != keys:
        raise OpeningWrong(f"A part of an opening has these, and no more: {', '.join(sorted(keys))}.")
    return value
