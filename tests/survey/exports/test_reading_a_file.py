"""A file is read as a whole or refused, with the place and what was expected; what was brought can be proven again."""

import json
import re
from base64 import b64decode, b64encode

import pytest

from survey.exports import brought, carried
from survey.exports.carried import CarriedWrong, block, payload_bytes
from survey.ledger import opening
from survey.ledger.canonical import canonical
from survey.ledger.entry import Recorded, RecordedSegment
from tests.survey.ledger.evidence import ED25519, History, Signer

ME = "0" * 32  # the first part of every invented entry is about them


@pytest.fixture(scope="module")
def history():
    return History(7, seed=5)


def payload(history, **changed):
    parts = [len(each[2]) for each in history.entries]
    entries = [
        {
            "opening": json.loads(history.opening(seq, hidden=tuple(range(1, parts[seq])), header=seq != 3)),
            "receipt": str(history.receipt(seq)) if seq % 2 else None,
            "held": "challenged" if seq == 2 else None,
            "beside": [4] if seq == 2 else [],
            "erased": [],
            "told": {"kind": "note.made", "actor": None, "at": "2026-09-14T12:00:03.000Z"} if seq == 3 else None,
        }
        for seq in range(history.size)
    ]
    made = {"v": 1, "made_at": "2026-09-14T12:30:00.000Z", "log": history.log.key.name, "person": ME, "reader": ME}
    made |= {"checkpoint": history.checkpoint(), "names": {ME: "Amina"}, "entries": entries}
    return made | changed


def page(history, value=None, signer=None):
    signer = signer or history.log
    held = payload_bytes(value or payload(history))
    return f"<!doctype html><h1>Words</h1>{block(held, signer.key, signer.sign)}"


def test_a_file_reads_as_it_was_made(history):
    read = carried.read(page(history), history.log.key)
    assert [each.seq for each in read.entries] == list(range(7))
    assert (read.person, read.names[ME]) == (ME, "Amina")
    assert all(set(each.parts) == {0} for each in read.entries)
    assert [bool(each.receipt) for each in read.entries] == [False, True] * 3 + [False]
    assert read.entries[3].header["at"] == "2026-09-14T12:00:03.000Z"  # hidden: as the signature says


def test_the_payload_is_canonical(history):
    value = payload(history, names={ME: "Ame\u0301lie \U0001f600 \u007f </script>"})
    assert payload_bytes(value) == canonical(value)
    assert page(history, value).count("</script>") == 1


def changed(value, *path, to):
    at = value = json.loads(json.dumps(value))
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to(at[path[-1]]) if callable(to) else to
    return value


SIGNED_ANEW = {  # by the log itself: each entry must still hold
    "a word": (("entries", 1, "opening", "segments", 0, "body"), lambda s: s.replace("words", "w0rds"), "Entry 2"),
    "a salt": (("entries", 1, "opening", "segments", 0, "salt"), lambda s: s[::-1], "Entry 2"),
    "who did it": (("entries", 4, "opening", "header", "text"), lambda s: s.replace("000", "001", 1), "Entry 5"),
    "a place": (("entries", 1, "opening", "leaf", "seq"), 2, "Entry 2"),
    "a proof": (("entries", 5, "opening", "proof"), lambda s: s.replace("index 5", "index 4"), "Entry 6"),
    "a receipt of another": (("entries", 1, "receipt"), "OTHER", "Entry 2 (number 1"),
    "a part left out": (("entries", 1, "opening", "segments"), [], "Entry 2"),
    "no opening": (("entries", 1, "opening"), {}, "Entry 2"),
    "an entry that is none": (("entries", 0), 7, "Entry 1"),
    "another person": (("person",), "amina", "person"),
    "another log": (("log",), "log-00000000", "the log that is trusted"),
    "another checkpoint": (("checkpoint",), "nothing", "Its checkpoint"),
    "names that are not": (("names",), {"a": 1}, "names"),
    "no names of what": (("entries", 3, "told"), None, "Entry 4 (number 3"),
    "twice the same": (("entries", 1), "SAME", "twice"),
}


@pytest.mark.parametrize("what", SIGNED_ANEW)
def test_what_does_not_hold_is_refused_with_its_place_and_what_was_expected(history, what):
    path, to, says = SIGNED_ANEW[what]
    value = payload(history)
    to = str(history.receipt(3)) if to == "OTHER" else value["entries"][0] if to == "SAME" else to
    with pytest.raises(CarriedWrong) as refused:
        carried.read(page(history, changed(value, *path, to=to)), history.log.key)
    assert says in str(refused.value)
    assert "Expected" in str(refused.value)


def test_a_file_that_was_changed_by_anyone_else_is_refused(history):
    whole = page(history)
    (held,) = re.findall(r'id="record">(.*?)</script>', whole)
    wrapped = json.loads(held)
    words = b64decode(wrapped["payload"])
    for name, altered in {
        "payload": b64encode(words.replace(b"Amina", b"Amira")).decode(),
        "signature": b64encode(bytes(64)).decode(),
        "vkey": str(Signer.make(history.rng, "log-1a2b3c4d", ED25519).key),
        "v": 2,
    }.items():
        with pytest.raises(CarriedWrong):
            carried.read(whole.replace(held, json.dumps(wrapped | {name: altered})), history.log.key)
    stranger = Signer.make(history.rng, "log-1a2b3c4d", ED25519)
    for trusted, made in ((history.log.key, page(history, signer=stranger)), (stranger.key, whole)):
        with pytest.raises(CarriedWrong, match="the key that is trusted"):
            carried.read(made, trusted)
    for other in ("", "<p>No data.</p>", whole + whole, whole.replace(held, "{"), whole.replace(held, "7")):
        with pytest.raises(CarriedWrong):
            carried.read(other, history.log.key)


def recorded(new) -> Recorded:
    """The new entry as the ledger would give it back."""
    segments = tuple(
        RecordedSegment(n, s.claim, s.author, s.subjects, json.loads(canonical(dict(s.content))))
        for n, s in enumerate(new.segments)
    )
    return Recorded(9, new.kind, new.actor, None, None, new.on_behalf_of, None, {}, segments)


def test_what_was_brought_can_still_be_proven_and_says_what_it_said(history):
    read = carried.read(page(history), history.log.key)
    for entry in read.entries:
        kept = recorded(brought.new_entry(entry, read, "f" * 32))
        again = brought.opening_again(kept)
        shown = opening.check(again, history.log.key)
        assert (shown.seq, shown.leaf, shown.parts) == (entry.seq, entry.shown.leaf, entry.shown.parts)
        there = brought.original(kept)
        assert (there.seq, there.kind, there.segments[0].content) == (entry.seq, "note.made", entry.parts[0]["content"])
        assert {part.subjects for part in kept.segments} == {("f" * 32,)}
    said = read.entries[4].parts[0]["content"]["words"]
    assert brought.said_beside(recorded(brought.new_entry(read.entries[2], read, "f" * 32))) == ([said] if said else [])


def test_what_is_about_someone_else_is_not_brought(history):
    read = carried.read(page(history, payload(history, person="e" * 32, reader="e" * 32)), history.log.key)
    assert all(brought.new_entry(entry, read, "f" * 32) is None for entry in read.entries)
