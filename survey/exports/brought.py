"""An entry from another log, as it is kept here: whole, so that it can still be proven, and told in plain words. Pure.

It counts for nothing here: a Yes that was said elsewhere is no Yes here. Each part keeps its own words and salt, so
that one can be erased without the others; with the first goes the proof, and so the whole.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from survey.exports.carried import Carried, CarriedEntry
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded, RecordedSegment, commitment
from survey.records.statements.statement import content_of, words_in

KIND = "record.brought"


def new_entry(entry: CarriedEntry, carried: Carried, person_id: str) -> NewEntry | None:
    """The entry to record for `person_id`; None when no part of it is about whoever took the file."""
    mine = entry.about(carried.person)
    if not mine:
        return None
    parts = [_part(ordinal, body, entry, carried, person_id) for ordinal, body in sorted(mine.items())]
    parts += [_beside(body, person_id) for body in _said_beside(entry, carried)]
    first = parts[0]
    kept = NewSegment(first.claim, first.author, first.subjects, {**first.content, "from": _proof(entry, carried)})
    return NewEntry(KIND, None, (kept, *parts[1:]), on_behalf_of=person_id)


def _part(ordinal: int, body: dict[str, Any], entry: CarriedEntry, carried: Carried, person_id: str) -> NewSegment:
    sealed = entry.opening["segments"][ordinal]
    content = {"ordinal": ordinal, "salt": sealed["salt"], "body": sealed["body"]}
    return NewSegment(Claim(body["claim"]), _author(body, carried, person_id), (person_id,), content)


def _author(body: dict[str, Any], carried: Carried, person_id: str) -> str | None:
    """Who said it: the person, under their name here; anyone else is known elsewhere, and to us by name only."""
    return person_id if body["author"] == carried.person else None


def _beside(words: str, person_id: str) -> NewSegment:
    return NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), {**content_of(words), "beside": True})


def _said_beside(entry: CarriedEntry, carried: Carried) -> list[str]:
    """The person's own words that stood beside it, exactly."""
    said = [each for each in carried.entries if each.seq in entry.beside]
    found = [body["content"] for each in said for body in each.about(carried.person).values()]
    return [words_in(each) for each in found if isinstance(each.get("words"), str) and each["words"]]


def _proof(entry: CarriedEntry, carried: Carried) -> dict[str, Any]:
    """What the parts alone do not say: where it was, what it was, who did it, and all that is needed to prove it."""
    mine = entry.about(carried.person)
    hidden = [each for each in entry.opening["segments"] if each["ordinal"] not in mine]
    spoken = {entry.header["actor"], *(body["author"] for body in mine.values())}
    spoken |= {each for body in mine.values() for each in body["subjects"]}
    return {
        "vkey": str(carried.log),
        "log": carried.log.name,
        "seq": entry.seq,
        "leaf_hash": entry.shown.leaf.hex(),
        "person": carried.person,
        "taken_at": carried.made_at,
        "kind": entry.header["kind"],
        "at": entry.header["at"],
        "actor": entry.header["actor"],
        "held": entry.held,
        "names": {each: carried.names[each] for each in sorted(spoken - {None}) if each in carried.names},
        "leaf": entry.opening["leaf"],
        "header": entry.opening["header"],
        "hidden": [{"ordinal": each["ordinal"], "commitment": each["commitment"]} for each in hidden],
        "proof": entry.opening["proof"],
        "receipt": str(entry.receipt) if entry.receipt else None,
    }


def proof_of(entry: Recorded) -> Mapping[str, Any]:
    """What was kept of where a brought entry came from."""
    found: Mapping[str, Any] = entry.content["from"]
    return found


def opening_again(entry: Recorded) -> dict[str, Any]:
    """The opening as it was in the file, for whoever wants to prove it once more."""
    kept, segments = proof_of(entry), list(proof_of(entry)["hidden"])
    for part in entry.segments:
        if "ordinal" in part.content:
            shown = {each: part.content[each] for each in ("ordinal", "salt", "body")}
            sealed = commitment(bytes.fromhex(shown["salt"]), shown["body"].encode())
            segments.append(shown | {"commitment": sealed.hex()})
    ordered = sorted(segments, key=lambda segment: int(segment["ordinal"]))
    return {"v": 1, "leaf": kept["leaf"], "header": kept["header"], "segments": ordered, "proof": kept["proof"]}


def original(entry: Recorded) -> Recorded:
    """The entry as it was there, as far as it was brought, its people under the names they had there."""
    kept = proof_of(entry)
    bodies = [(part.content["ordinal"], json.loads(part.content["body"])) for part in _as_sealed(entry)]
    segments = tuple(
        RecordedSegment(ordinal, Claim(body["claim"]), body["author"], tuple(body["subjects"]), body["content"])
        for ordinal, body in bodies
    )
    at = datetime.fromisoformat(kept["at"])
    return Recorded(kept["seq"], kept["kind"], kept["actor"], at, None, None, None, {}, segments)


def _as_sealed(entry: Recorded) -> list[RecordedSegment]:
    return [part for part in entry.segments if "ordinal" in part.content]


def said_beside(entry: Recorded) -> list[str]:
    """The person's own words that stood beside it there."""
    return [words_in(part.content) for part in entry.segments if part.content.get("beside")]
