"""Receipts: 117 bytes, one spelling as text, a code that can be read out, and plain words for what is not one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.ledger.note import VerifierKey
from survey.ledger.receipt import (
    BYTES,
    CROCKFORD,
    ReceiptUnreadable,
    Unreadable,
    code_of,
    from_bytes,
    from_file,
    from_text,
    make,
    read,
    read_code,
)
from tests.survey.ledger.known_keys import LEAVES, LOG, OTHER, SIGN

AT = datetime(2026, 11, 21, 9, 30, 0, 123000, tzinfo=UTC)
RECEIPT = make(LOG, SIGN, index=7, at=AT, leaf=LEAVES[7])
GOLDEN = (  # frozen: receipts are on paper, and are read for as long as paper lasts
    "01a102a5680000000000000007000001a1fd70f23b797427cf8368051fe7b8e3e9d5ade9c5bc9d0cf96f4f3fad2a1e1d78483681885a51a5"
    "b7ad5de61b2263f795ac7fc03a7c306def9f5c5ba4d7a4e12830a8b47685bd3bb6165eba743a7e1743d51aa4e60528e9f4ea5045668849b8"
    "2317c2ed07"
)
GOLDEN_TEXT = (
    "AGQQFJLIAAAAAAAAAAAAOAAAAGQ724HSHN4XIJ6PQNUAKH7HXDR6TVNN5HC3ZHIM7FXU6P5NFIPB26CIG2AYQWSRUW322XPGDMRGH54VVR74AOT4"
    "GBW67H24LOSNPJHBFAYKRNDWQW6TXNQWL25HIOT6C5B5KGVE4YCSR2PU5JIEKZUIJG4CGF6C5UDQ"
)
GOLDEN_CODE = "F5T2F-KW3D0-2HZSX-RWFMX-BBF9RP"


def test_a_receipt_has_one_form_for_ever() -> None:
    assert bytes(RECEIPT).hex() == GOLDEN
    assert str(RECEIPT) == GOLDEN_TEXT
    assert RECEIPT.code == GOLDEN_CODE
    assert RECEIPT.file() == f"receipt/1\ncode {GOLDEN_CODE}\ndata {GOLDEN_TEXT}\n"
    assert (len(bytes(RECEIPT)), len(str(RECEIPT)), RECEIPT.at) == (BYTES, 188, AT)


def test_a_receipt_is_read_from_whatever_a_person_has() -> None:
    for held in (RECEIPT.file(), "\ufeff" + RECEIPT.file().replace("\n", "\r\n"), str(RECEIPT), f" {RECEIPT}\n"):
        assert read(held) == RECEIPT
    halves = f"{GOLDEN_TEXT[:94]}\n{GOLDEN_TEXT[94:]}"
    assert read(halves) == from_bytes(bytes(RECEIPT)) == RECEIPT
    assert read(GOLDEN_CODE) == LEAVES[7][:16]


def test_only_the_log_that_made_it_is_its_log() -> None:
    assert RECEIPT.is_by(LOG)
    assert not RECEIPT.is_by(OTHER)
    assert not RECEIPT.is_by(VerifierKey(LOG.name, LOG.kind, OTHER.public))
    assert not RECEIPT.is_by(VerifierKey("log-00000000", LOG.kind, LOG.public))


def test_every_flipped_bit_is_seen() -> None:
    held = bytes(RECEIPT)
    for bit in range(BYTES * 8):
        mutant = bytearray(held)
        mutant[bit // 8] ^= 1 << bit % 8
        if mutant[0] != 1:
            with pytest.raises(ReceiptUnreadable):
                from_bytes(bytes(mutant))
        elif mutant[13:16] == held[13:16]:  # else: a time that no clock shows, below
            assert not from_bytes(bytes(mutant)).is_by(LOG)


@pytest.mark.parametrize("index", [0, 94, 186, 187])
def test_every_other_letter_is_seen(index: int) -> None:
    for letter in set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") - {GOLDEN_TEXT[index]}:
        mutant = GOLDEN_TEXT[:index] + letter + GOLDEN_TEXT[index + 1 :]
        try:
            assert not from_text(mutant).is_by(LOG)
        except ReceiptUnreadable:
            continue


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_read_however_it_is_typed(leaf: bytes) -> None:
    code = code_of(leaf)
    typed = code.lower().replace("-", " ").replace("1", "l").replace("0", "o")
    assert [len(each) for each in code.split("-")] == [5, 5, 5, 5, 6]
    assert read_code(code) == read_code(typed) == read_code(code.replace("-", "").replace("1", "i")) == leaf[:16]
    assert not set(code) & set("ILOU")


def test_most_slips_in_a_code_are_caught() -> None:
    letters = GOLDEN_CODE.replace("-", "")
    slips = [
        letters[:place] + letter + letters[place + 1 :]
        for place in range(26)
        for letter in CROCKFORD
        if letter != letters[place]
    ]
    passed = [slip for slip in slips if _is_read(slip)]
    assert 0.2 < len(passed) / len(slips) < 0.3  # two check bits: three slips in four are caught
    assert not [slip for slip in passed if read_code(slip) == LEAVES[7][:16]]


def _is_read(code: str) -> bool:
    try:
        read_code(code)
    except ReceiptUnreadable as unreadable:
        return unreadable.why is not Unreadable.CHECK
    return True


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Unreadable.LENGTH),
        ("F5T2F-KW3D0-2HZSX-RWFMX-BBF9R", Unreadable.LENGTH),
        ("F5T2F-KW3D0-2HZSX-RWFMX-BBF9RP0", Unreadable.LENGTH),
        ("F5T2F-KW3D0-2HZSX-RWFMX-BBF9RU", Unreadable.LETTERS),
        ("F5T2F-KW3D0-2HZSX-RWFMX-BBF9R\u0131", Unreadable.CHECK),  # a dotless i is an I, and an I is a 1
        ("F5T2F-KW3D0-2HZSX-RWFMX-BBF9R\u00e9", Unreadable.LETTERS),
        ("F5T2F-KW3D0-2HZSX-RWFMX-BBF9RQ", Unreadable.CHECK),
        (GOLDEN_TEXT[:-1], Unreadable.LENGTH),
        (GOLDEN_TEXT + "A", Unreadable.LENGTH),
        (GOLDEN_TEXT[:-1] + "1", Unreadable.LETTERS),
        (GOLDEN_TEXT[:-1] + "\u0661", Unreadable.LETTERS),
        (GOLDEN_TEXT[:-1] + "R", Unreadable.LETTERS),  # spare bits
        (GOLDEN_TEXT.lower(), Unreadable.LETTERS),
        ("AK" + GOLDEN_TEXT[2:], Unreadable.VERSION),
        ("receipt/1\n", Unreadable.FORM),
        ("receipt/1\ncode A\ndata B\nmore", Unreadable.FORM),
        (f"receipt/1\ncode {code_of(LEAVES[8])}\ndata {GOLDEN_TEXT}\n", Unreadable.CHECK),
        (f"receipt/1\ncode {GOLDEN_CODE.lower()}\ndata {GOLDEN_TEXT}\n", Unreadable.CHECK),
    ],
)
def test_what_is_not_a_receipt_is_refused_with_a_reason(text: str, why: Unreadable) -> None:
    with pytest.raises(ReceiptUnreadable) as refused:
        read(text)
    assert refused.value.why is why
    assert str(refused.value).endswith(".")


def test_a_file_of_something_else_is_not_a_receipt() -> None:
    with pytest.raises(ReceiptUnreadable) as refused:
        from_file("dear diary")
    assert refused.value.why is Unreadable.FORM


def test_a_time_that_no_clock_shows_is_refused() -> None:
    late = bytes(RECEIPT)[:13] + b"\xff" * 8 + bytes(RECEIPT)[21:]
    with pytest.raises(ReceiptUnreadable):
        from_bytes(late)
