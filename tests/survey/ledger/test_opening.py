"""Openings: what is shown is what was sealed, part by part; what is hidden stays hidden and still counts."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.checks.offline import verify
from survey.ledger import opening
from survey.ledger.canonical import NotCanonical
from survey.ledger.note import NoteWrong
from survey.ledger.opening import OpeningWrong
from tests.survey.ledger.evidence import History

HISTORY = History(9)
WITH_PARTS = next(seq for seq, (_prev, _header, parts) in enumerate(HISTORY.entries) if len(parts) == 3)
TRUST = verify.Trust(verify.key_from(str(HISTORY.log.key), 1))


def checked(text: str) -> opening.Shown:
    return opening.check(opening.from_text(text), HISTORY.log.key, HISTORY.keys, need=2)


@pytest.mark.parametrize("seq", range(9))
def test_an_entry_is_shown_as_it_was_written(seq: int) -> None:
    shown = checked(HISTORY.opening(seq))
    _prev, header, parts = HISTORY.entries[seq]
    assert (shown.seq, shown.leaf, shown.header) == (seq, HISTORY.leaves[seq], header.text)
    assert shown.parts == tuple(part.text for part in parts)
    assert len(shown.under.witnesses) == 2


@given(st.sets(st.integers(0, 2)), st.booleans())
@settings(max_examples=16, deadline=None)
def test_any_part_can_be_hidden_and_the_rest_still_proves_itself(hidden: set[int], header: bool) -> None:
    text = HISTORY.opening(WITH_PARTS, hidden=tuple(hidden), header=header)
    shown = checked(text)
    parts = HISTORY.entries[WITH_PARTS][2]
    assert shown.parts == tuple(None if i in hidden else part.text for i, part in enumerate(parts))
    for i in hidden:
        assert parts[i].salt.hex() not in text
        assert json.dumps(parts[i].text, ensure_ascii=False)[1:-1] not in text
    assert (shown.header is None) == (not header)
    assert verify.opening_from(json.loads(text), TRUST).parts == list(shown.parts)


def test_what_is_shown_cannot_be_put_under_another_entry() -> None:
    one, other = json.loads(HISTORY.opening(3)), json.loads(HISTORY.opening(4))
    for part in ("leaf", "header", "segments", "proof"):
        with pytest.raises(NoteWrong):
            opening.check(one | {part: other[part]}, HISTORY.log.key)


def swap_segments(held: dict[str, Any]) -> None:
    held["segments"][0], held["segments"][1] = held["segments"][1], held["segments"][0]


def renumber_segments(held: dict[str, Any]) -> None:
    swap_segments(held)
    for ordinal, each in enumerate(held["segments"]):
        each["ordinal"] = ordinal


BENT: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a part dropped": lambda held: held["segments"].pop(),
    "a part twice": lambda held: held["segments"].append(held["segments"][0] | {"ordinal": 3}),
    "parts in another order": swap_segments,
    "parts in another order with new numbers": renumber_segments,
    "other words": lambda held: held["segments"][0].update(body="{}"),
    "another salt": lambda held: held["segments"][0].update(salt="00" * 32),
    "a salt in capitals": lambda held: held["segments"][0].update(salt=held["segments"][0]["salt"].upper()),
    "a commitment too many": lambda held: held["header"].update(commitment="00" * 32),
    "half a letter": lambda held: held["segments"][0].update(body="\ud800"),
    "words that are no text": lambda held: held["segments"][0].update(body=1),
    "a header that is text": lambda held: held.update(header="salt"),
    "a leaf that is a list": lambda held: held.update(leaf=[]),
    "segments that are none": lambda held: held.update(segments=None),
    "true for 1": lambda held: held.update(v=True),
    "true for the leaf's 1": lambda held: held["leaf"].update(v=True),
    "a later version": lambda held: held["leaf"].update(v=2),
    "another way of hashing": lambda held: held["leaf"].update(alg="sha1"),
    "a place below zero": lambda held: held["leaf"].update(seq=-1),
    "a place too large": lambda held: held["leaf"].update(seq=2**53),
    "another place": lambda held: held["leaf"].update(seq=held["leaf"]["seq"] + 1),
    "one more thing": lambda held: held.update(more=1),
    "no proof": lambda held: held.update(proof=""),
}


@pytest.mark.parametrize("bend", BENT.values(), ids=BENT)
def test_nothing_else_passes(bend: Callable[[dict[str, Any]], Any]) -> None:
    held = json.loads(HISTORY.opening(WITH_PARTS))
    bend(held)
    with pytest.raises(NoteWrong):
        opening.check(held, HISTORY.log.key)
    with pytest.raises(verify.Wrong):
        verify.opening_from(held, TRUST)


@pytest.mark.parametrize("text", ["", "[]", "1", "{", '{"v":1,"v":1}', "null", '"\\ud800"', "[" * 100_000])
def test_what_is_no_opening_is_said_to_be_none(text: str) -> None:
    with pytest.raises(OpeningWrong):
        opening.from_text(text)


def test_an_opening_has_one_form() -> None:
    text = HISTORY.opening(2)
    for other in (text + "\n", text.replace(",", ", ", 1), json.dumps(json.loads(text)), text.replace("é", "\\u00e9")):
        if other != text:
            with pytest.raises(OpeningWrong):
                opening.from_text(other)


def test_a_log_that_puts_an_entry_in_another_place_than_it_says_is_caught() -> None:
    """A dishonest log may sign anything: a leaf that says it is the sixth, alone in a tree of one."""
    prev, header, parts = HISTORY.entries[5]
    alone = History(1)
    alone.leaves = [HISTORY.leaves[5]]
    held = opening.make(seq=5, prev=prev, header=header, parts=parts, proof=alone.proof(0))
    assert verify.is_shown(HISTORY.leaves[5], held["proof"], TRUST)[0] == 0
    with pytest.raises(OpeningWrong, match="another entry"):
        opening.check(held, HISTORY.log.key)
    with pytest.raises(verify.Wrong, match="another entry"):
        verify.opening_from(held, TRUST)


def test_a_float_has_no_form() -> None:
    with pytest.raises(NotCanonical):
        opening.to_text({"v": 1.0})


def test_a_witness_that_is_asked_for_and_missing_is_missed() -> None:
    stranger = History(2, seed=99).keys
    with pytest.raises(NoteWrong):
        opening.check(json.loads(HISTORY.opening(1)), HISTORY.log.key, stranger, need=1)
