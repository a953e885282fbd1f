"""Single-bit changes of leaves, headers, bodies, salts, proofs, receipts and checkpoints: none is accepted.

Here a seeded sample by both readers in Python; tests/browser tries the third; `make bench` tries every bit.
"""

import base64
import random

import pytest

from survey.checks.offline import verify
from survey.ledger.note import is_signed
from tests.survey.ledger import mutants
from tests.survey.ledger.evidence import History

SAMPLE, SIGNATURES = 2000, 100
HISTORY = History(7)
CASES = mutants.cases(HISTORY, range(7))


@pytest.fixture
def quick_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signatures by a library, for speed: that ours says the same is shown by itself."""
    monkeypatch.setattr(verify, "is_signed", lambda public, message, signature: is_signed(message, signature, public))


def test_unchanged_all_of_it_holds(quick_signatures: None) -> None:
    by_file, by_us = mutants.held_by_file(HISTORY), mutants.Ours(HISTORY)
    assert [case.name for case in CASES if not by_file(case.name, case.files)] == []
    assert {case.name for case in CASES if by_us(case.name, case.files) is not True} == {"record"}


def test_no_changed_bit_is_accepted(quick_signatures: None) -> None:
    by_file, by_us = mutants.held_by_file(HISTORY), mutants.Ours(HISTORY)
    tried = mutants.some_mutants(CASES, SAMPLE, random.Random(5))
    accepted = []
    for mutant in tried:
        name, files = CASES[mutant[0]].name, mutants.changed(CASES, mutant)
        if by_file(name, files) or by_us(name, files):
            accepted.append((name, mutant))
    assert len(tried) >= SAMPLE
    assert accepted == []


def test_a_reader_that_takes_base64_loosely_is_caught(monkeypatch: pytest.MonkeyPatch, quick_signatures: None) -> None:
    monkeypatch.setattr(verify, "from_base64", lambda text, length=None: base64.b64decode(text))
    loose, accepted = mutants.held_by_file(HISTORY), []
    for case in (each for each in CASES if each.name == "checkpoint"):
        ends = case.files[0].index("=\n\u2014".encode())  # of the log's signature: its last letter has two spare bits
        bent = [mutants.changed([case], (0, ends - 1, bit)) for bit in range(8)]
        accepted += [files for files in bent if loose(case.name, files)]
    assert accepted


def test_our_own_signature_check_says_what_a_library_says() -> None:
    rng, signer = random.Random(8), HISTORY.log
    for number in range(SIGNATURES):
        message = rng.randbytes(rng.randrange(80))
        parts = [bytearray(signer.key.public), bytearray(message), bytearray(signer.sign(message))]
        if number % 4:
            bent = rng.choice([each for each in parts if each])
            bent[rng.randrange(len(bent))] ^= 1 << rng.randrange(8)
        public, message, signature = (bytes(each) for each in parts)
        try:
            ours = verify.is_signed(public, message, signature)
        except verify.Wrong:  # no point of the curve
            ours = False
        assert ours == is_signed(message, signature, public)
        assert ours == (number % 4 == 0)


def test_a_signature_has_one_form() -> None:
    """S and S + L sign the same for whoever does not look: a free change to every signature there is."""
    signature = HISTORY.log.sign(b"words")
    larger = int.from_bytes(signature[32:], "little") + verify.L
    for other in (signature[:32] + larger.to_bytes(32, "little"), signature + b"\0", signature[:63], b""):
        assert verify.is_signed(HISTORY.log.key.public, b"words", signature)
        assert not verify.is_signed(HISTORY.log.key.public, b"words", other)


@pytest.mark.parametrize("way", [str, lambda held: held.file()], ids=["text", "file"])
def test_a_receipt_with_spare_bits_set_is_another(way) -> None:
    text = way(HISTORY.receipt(1)).strip()
    for last in "BCDEFGHIJKLMNOP":
        other = (text[:-1] + last).encode()
        assert (text[-1] == last) == mutants.held_by_file(HISTORY)("receipt", (other,))
