"""The record that someone takes away: one signed payload with an opening for each entry, inside a page to read. Pure.

The payload says whose record it is, who took it and when, under which checkpoint, the names the reader knows people
by, and for each entry its opening: what they may see with its salts, what they may not as a bare commitment. The log's
key signs the payload; each opening is provable by itself. `verify.py` and `verify.html` read the same block.
"""

import json
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from survey.errors import DomainError
from survey.ledger.checkpoint import Opened, open_checkpoint
from survey.ledger.note import NoteWrong, Sign, VerifierKey, is_signed, read_key
from survey.ledger.opening import Shown, check
from survey.ledger.receipt import Receipt, ReceiptUnreadable, from_text

FORM = 1
LARGEST = 50_000_000  # characters: tens of thousands of entries
BLOCK = re.compile(r'<script type="application/json" id="record">([^<]*)</script>')
PERSON = re.compile("[0-9a-f]{32}")
KEYS = {"v", "made_at", "log", "person", "reader", "checkpoint", "names", "entries"}
ENTRY_KEYS = {"opening", "receipt", "held", "beside", "erased", "told"}
BODY_KEYS = {"claim", "author", "subjects", "content"}


class CarriedWrong(DomainError):
    """This file does not hold."""


# Making


def payload_bytes(payload: Mapping[str, Any]) -> bytes:
    """Canonical JSON. Keys here are ASCII and numbers whole, so the standard library's form is RFC 8785's, and fast."""
    text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return unicodedata.normalize("NFC", text).encode()


def block(payload: bytes, log: VerifierKey, sign: Sign) -> str:
    """The data block of the page: base64 holds no sign that HTML could take for markup."""
    wrapped = {
        "v": FORM,
        "payload": b64encode(payload).decode(),
        "signature": b64encode(sign(payload)).decode(),
        "vkey": str(log),
    }
    return f'<script type="application/json" id="record">{json.dumps(wrapped)}</script>'


# Reading


@dataclass(frozen=True)
class CarriedEntry:
    """One entry of a file, checked: its opening, what it shows, and what stood beside it when it was taken."""

    opening: dict[str, Any]
    shown: Shown
    header: dict[str, Any]  # of a hidden one, only what the log's signature says: kind, actor, at
    parts: dict[int, dict[str, Any]]
    receipt: Receipt | None
    held: str | None
    beside: tuple[int, ...]

    @property
    def seq(self) -> int:
        return self.shown.seq

    def about(self, person: str) -> dict[int, dict[str, Any]]:
        """The parts about this person."""
        return {ordinal: body for ordinal, body in self.parts.items() if person in body["subjects"]}


@dataclass(frozen=True)
class Carried:
    """A file that holds."""

    log: VerifierKey
    person: str
    reader: str
    made_at: str
    checkpoint: Opened
    names: Mapping[str, str]
    entries: tuple[CarriedEntry, ...]


def read(page: str, trust: VerifierKey) -> Carried:
    """Check a whole file against the key that is trusted. :raise CarriedWrong: with the first thing that is wrong."""
    payload = _payload(page, trust)
    for each in ("person", "reader"):
        if not isinstance(payload[each], str) or not PERSON.fullmatch(payload[each]):
            raise CarriedWrong(f"{each}: “{payload[each]}”. Expected: 32 hexadecimal digits.")
    if payload["log"] != trust.name:
        raise CarriedWrong(f"It is from the log “{payload['log']}”. Expected: {trust.name}, the log that is trusted.")
    try:
        checkpoint = open_checkpoint(payload["checkpoint"], trust)
    except (NoteWrong, AttributeError, TypeError) as error:
        raise CarriedWrong(f"Its checkpoint: {error} Expected: one that {trust.name} signed.") from error
    names = payload["names"]
    if not isinstance(names, dict) or not all(isinstance(each, str) for each in names.values()):
        raise CarriedWrong("Its names are not names. Expected: a name for each person.")
    if not isinstance(payload["entries"], list):
        raise CarriedWrong("It has no entries. Expected: a list of them.")
    found = tuple(_entry(number, each, trust) for number, each in enumerate(payload["entries"], 1))
    if len({each.seq for each in found}) != len(found):
        raise CarriedWrong("An entry is in it twice. Expected: each once.")
    return Carried(trust, payload["person"], payload["reader"], payload["made_at"], checkpoint, names, found)


def _payload(page: str, trust: VerifierKey) -> dict[str, Any]:
    found = BLOCK.findall(page) if len(page) <= LARGEST else []
    if len(found) != 1:
        raise CarriedWrong("There is no record in it. Expected: a file made by “Take my record with me”.")
    wrapped = _json(found[0], {"v", "payload", "signature", "vkey"}, "The block of data")
    if wrapped["v"] != FORM or type(wrapped["v"]) is not int:
        raise CarriedWrong(f"It is of form {wrapped['v']}. Expected: form {FORM}.")
    payload, signature = _base64(wrapped["payload"], "payload"), _base64(wrapped["signature"], "signature")
    if _key(wrapped["vkey"]) != trust:
        raise CarriedWrong(f"It is signed with the key {wrapped['vkey']}. Expected: {trust}, the key that is trusted.")
    if not is_signed(payload, signature, trust.public):
        raise CarriedWrong(f"It was changed after it was made. Expected: what {trust.name} signed.")
    value = _json(payload.decode(), KEYS, "The payload")
    if payload_bytes(value) != payload or value["v"] != FORM:
        raise CarriedWrong("The payload is written in another way. Expected: the one form it has when it is made.")
    return value


def _json(text: str, keys: set[str], what: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CarriedWrong(f"{what} is damaged. Expected: JSON.") from error
    if not isinstance(value, dict) or set(value) != keys:
        raise CarriedWrong(f"{what} is not whole. Expected: {', '.join(sorted(keys))}.")
    return value


def _base64(text: object, what: str) -> bytes:
    try:
        return b64decode(str(text), validate=True)
    except ValueError as error:
        raise CarriedWrong(f"Its {what} is damaged. Expected: base64.") from error


def _key(text: object) -> VerifierKey | None:
    try:
        return read_key(str(text))
    except NoteWrong:
        return None


def _entry(number: int, held: object, log: VerifierKey) -> CarriedEntry:
    if not isinstance(held, dict) or set(held) != ENTRY_KEYS:
        raise CarriedWrong(f"Entry {number} is not whole. Expected: {', '.join(sorted(ENTRY_KEYS))}.")
    try:
        shown = check(held["opening"], log)
        receipt = from_text(held["receipt"]) if held["receipt"] else None
        header = json.loads(shown.header) if shown.header is not None else held["told"]
        parts = {ordinal: json.loads(body) for ordinal, body in enumerate(shown.parts) if body is not None}
        beside = tuple(int(each) for each in held["beside"])
    except (ReceiptUnreadable, AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise CarriedWrong(f"Entry {number}: {error} Expected: what {log.name} sealed and signed.") from error
    where = f"Entry {number} (number {shown.seq} of {log.name})"
    if receipt and not (receipt.is_by(log) and (receipt.index, receipt.leaf) == (shown.seq, shown.leaf)):
        raise CarriedWrong(f"{where}: its receipt is of something else. Expected: one that {log.name} signed for it.")
    if not isinstance(header, dict) or not {"kind", "actor", "at"} <= set(header):
        raise CarriedWrong(f"{where}: it does not say what it is. Expected: kind, actor and time.")
    if not all(_is_body(body) for body in parts.values()):
        raise CarriedWrong(f"{where}: a part has not the form of one. Expected: {', '.join(sorted(BODY_KEYS))}.")
    return CarriedEntry(held["opening"], shown, header, parts, receipt, held["held"], beside)


def _is_body(body: object) -> bool:
    return isinstance(body, dict) and set(body) == BODY_KEYS and isinstance(body["content"], dict)
