"""Canonical bytes: one value, one form; whatever has no one form is refused."""

import json
import unicodedata
from datetime import UTC, datetime

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from survey.ledger.canonical import LARGEST, NotCanonical, canonical, moment_text

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_reading_and_writing_again_changes_nothing(value: object) -> None:
    once = canonical(value)
    assert canonical(json.loads(once)) == once


@given(st.recursive(VALUES, lambda inner: st.dictionaries(WORDS, inner, max_size=4), max_leaves=6))
def test_it_is_written_as_the_standard_s_own_library_writes_it(value: object) -> None:
    plain = json.loads(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False)))
    assert canonical(value) == rfc8785.dumps(plain)


@pytest.mark.parametrize("letter", [*map(chr, range(0x80)), "\x7f", "\u2028", "\ud7ff", "\ue000", "\U0010ffff"])
def test_every_letter_is_written_as_by_that_library(letter: str) -> None:
    assert canonical({letter: [letter, {"\ufffd": letter}]}) == rfc8785.dumps({letter: [letter, {"\ufffd": letter}]})


@given(st.dictionaries(st.text("abcdef", max_size=4), st.integers(0, 9), max_size=6))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(WORDS)
def test_letters_have_one_form(words: str) -> None:
    assert canonical(unicodedata.normalize("NFD", words)) == canonical(unicodedata.normalize("NFC", words))


@pytest.mark.parametrize(
    "value", [1.0, 2**53, -(2**53), float("nan"), b"bytes", {1: 2}, {"\u00e9": 1, "e\u0301": 2}, "\ud800"]
)
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_keys_sort_as_the_standard_says_not_as_python_does() -> None:
    """RFC 8785 sorts by UTF-16 code units: an astral key comes before U+FFEE, which Python would put first."""
    assert canonical({"\uffee": 1, "\U0001f600": 2}).decode() == '{"\U0001f600":2,"\uffee":1}'


def test_moments_are_utc_to_the_millisecond() -> None:
    assert moment_text(datetime(2026, 9, 14, 12, 0, 0, 987654, tzinfo=UTC)) == "2026-09-14T12:00:00.987Z"
