"""One value, one form (invariant 4): the laws of canonical bytes, and for each law a way of writing that breaks it."""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from survey.ledger.canonical import LARGEST, NotCanonical, canonical

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
KEYS = WORDS.map(lambda word: unicodedata.normalize("NFC", word))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
REFUSED = st.floats() | st.integers(min_value=2**53) | st.integers(max_value=-(2**53)) | st.binary() | st.just("\ud800")
FEW = settings(max_examples=60, deadline=None)
FOUND = settings(max_examples=2000, deadline=None, database=None, phases=[Phase.generate])  # any one will do
Write = Callable[[Any], bytes]


def reads_back(write: Write, value: Any) -> bool:
    """Reading and writing again changes nothing."""
    return write(json.loads(write(value))) == write(value)


def has_no_order(write: Write, value: Any) -> bool:
    """The order in which keys were set does not matter."""
    return write(_turned(value)) == write(value)


def has_one_spelling(write: Write, value: Any) -> bool:
    """A letter with its accent is the same however it is stored."""
    return write(_respelt(value, "NFD")) == write(_respelt(value, "NFC"))


def sorts_as_utf16(write: Write, value: Any) -> bool:
    """Keys stand in the order of their UTF-16 units, as JavaScript sorts them."""
    found = list(json.loads(write(value))) if isinstance(value, dict) else []
    return found == sorted(found, key=lambda key: key.encode("utf-16-be"))


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    return [_turned(each) for each in value] if isinstance(value, list) else value


def _respelt(value: Any, form: Any) -> Any:
    if isinstance(value, dict):
        return {unicodedata.normalize(form, key): _respelt(each, form) for key, each in value.items()}
    if isinstance(value, list):
        return [_respelt(each, form) for each in value]
    return unicodedata.normalize(form, value) if isinstance(value, str) else value


LAWS = (reads_back, has_no_order, has_one_spelling, sorts_as_utf16)


@given(VALUES)
@FEW
def test_canonical_bytes_keep_every_law(value: Any) -> None:
    for law in LAWS:
        assert law(canonical, value), law.__doc__


@given(REFUSED)
@FEW
def test_what_has_no_one_form_is_refused_wherever_it_stands(value: Any) -> None:
    for inside in (value, [value], {"key": value}, {"key": [1, {"more": value}]}):
        with pytest.raises(NotCanonical):
            canonical(inside)


def unsorted(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def by_code_point(value: Any) -> bytes:
    return json.dumps(_respelt(value, "NFC"), sort_keys=True, ensure_ascii=False).encode()


def as_spelt(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False).encode()


def growing(value: Any) -> bytes:
    return json.dumps([value]).encode()


BROKEN = [
    (growing, reads_back),
    (unsorted, has_no_order),
    (as_spelt, has_one_spelling),
    (by_code_point, sorts_as_utf16),
]


@pytest.mark.parametrize(("write", "law"), BROKEN, ids=[law.__name__ for _write, law in BROKEN])
def test_each_law_catches_a_way_of_writing_that_breaks_it(write: Write, law: Callable[[Write, Any], bool]) -> None:
    odd = st.dictionaries(st.sampled_from(["\uffee", "\U0001f600", "b", "a", "é"]), VALUES, min_size=2)
    found = find(odd | VALUES, lambda value: not law(write, value), settings=FOUND)
    assert law(canonical, found)
