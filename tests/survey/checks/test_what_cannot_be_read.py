"""What is neither a code nor a receipt: said beside the field, with what to do, and what was typed still there."""

import io
from collections.abc import Iterator

import pytest
from werkzeug.test import Client

from survey.app import Sayso, create_app
from survey.checks.handed_in import CannotRead, Unreadably, read_file, read_typed
from survey.ledger.receipt import read_code
from survey.settings import Settings
from tests.survey.ledger.evidence import History

RECEIPT = History(2).receipt(1)
UNREADABLE = {
    "": ("nothing", "Type your code. Or pick the file you saved."),
    " \n ": ("nothing", "Type your code."),
    "AAAAA-BBBBB": ("short", "A code is 26 long. This is 10."),
    "A" * 30: ("long", "A code is 26 long. This is more."),
    "A" * 150: ("part", "Paste all of it again."),
    "A" * 5000: ("part", "Paste all of it again."),
    "receipt/1\ncode x\ndata y": ("part", "Paste all of it again."),
    RECEIPT.file()[:-9]: ("part", "Paste all of it again."),
    "U" * 26: ("letters", "There is a sign in it that is not in our codes."),
    "<script>alert(1)</script>!": ("letters", "There is a sign in it that is not in our codes."),
    "\x00\x1b": ("letters", "There is a sign in it that is not in our codes."),
    "1" * 26: ("check", "One of its signs is not right. Check each one."),
}
NO_FILES = (b"", b"\xff\xfe\x00", b"A" * 500_000, b"receipt/1\ncode AAAAA\ndata B\n", b"%PDF-1.7", b"\2" + b"A" * 116)


@pytest.fixture(scope="module")
def sayso() -> Iterator[Sayso]:
    """No database is asked before something can be read."""
    app = create_app(Settings(mode="test", secret_key="x" * 40, database_url="sqlite://"))
    yield app
    app.house.database.dispose()


@pytest.mark.parametrize("typed", UNREADABLE, ids=lambda typed: typed[:12])
def test_it_is_said_beside_the_field_and_nothing_typed_is_lost(sayso: Sayso, typed: str) -> None:
    why, sentence = UNREADABLE[typed]
    with pytest.raises(CannotRead) as unreadable:
        read_typed(typed)
    assert unreadable.value.why == why
    answer = Client(sayso).post("/en/check", data={"code": typed})
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2  # in the summary, and beside the field
    assert "<title>Error:" in answer.text
    assert "<script>alert" not in answer.text
    if typed.isalnum() and len(typed) < 4000:
        assert f"\n{typed}</textarea>" in answer.text


@pytest.mark.parametrize("file", NO_FILES)
def test_a_file_that_is_no_receipt_is_said_to_be_none(sayso: Sayso, file: bytes) -> None:
    with pytest.raises(CannotRead) as unreadable:
        read_file(file)
    assert unreadable.value.why is Unreadably.FILE
    form = {"code": "my own words", "file": (io.BytesIO(file), "a.txt")}
    answer = Client(sayso).post("/en/check", data=form)
    assert answer.status_code == 422
    assert "We can’t read that file." in answer.text
    assert "\nmy own words</textarea>" in answer.text


def test_most_slips_in_a_code_are_known_to_be_slips() -> None:
    """Two check bits: three of four wrong letters are told at once, the fourth is a code of nothing here."""
    letters, caught, tried = RECEIPT.code.replace("-", ""), 0, 0
    for place in range(26):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".replace(letters[place], ""):
            slip = letters[:place] + other + letters[place + 1 :]
            tried += 1
            try:
                assert read_code(slip) != RECEIPT.leaf[:16]
            except ValueError:
                caught += 1
    assert 0.7 < caught / tried < 0.8
