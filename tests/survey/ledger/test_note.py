"""Signed notes: the form of C2SP signed-note, read strictly, and signatures checked."""

import pytest

from survey.ledger.note import (
    COSIGNATURE,
    Note,
    NoteWrong,
    Signature,
    VerifierKey,
    bytes_of,
    cosign_note,
    number_of,
    read_key,
    read_note,
    read_signatures,
    sign_note,
    verified,
)
from tests.survey.ledger.known_keys import COSIGN, LOG, OTHER, SIGN, WITNESS

# the example that is printed in the specification, and its key
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlT"
    "gK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
TEXT = "A text.\n\nWith an empty line.\n"
NOTE = Note(TEXT, (sign_note(TEXT, LOG, SIGN), cosign_note(TEXT, WITNESS, COSIGN, 1_795_253_400)))


def test_the_example_of_the_specification_holds() -> None:
    key = read_key(EXAMPLE_KEY)
    note = read_note(EXAMPLE)
    assert str(key) == EXAMPLE_KEY
    assert verified(note, [key]) == {key: None}
    assert str(note) == EXAMPLE


def test_keys_have_one_form_for_ever() -> None:
    assert str(LOG) == "log-0badcafe+a102a568+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
    assert str(WITNESS) == "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU"
    assert read_key(str(WITNESS)) == WITNESS


def test_a_note_comes_back_as_it_was_and_says_when_a_witness_signed() -> None:
    assert read_note(str(NOTE)) == NOTE
    assert verified(NOTE, [LOG, WITNESS]) == {LOG: None, WITNESS: 1_795_253_400}
    assert NOTE.also(NOTE.signatures) == NOTE


def test_a_signature_by_nobody_we_know_is_passed_over() -> None:
    assert verified(NOTE, [OTHER]) == {}
    namesake = VerifierKey(LOG.name, LOG.kind, OTHER.public)
    assert verified(NOTE, [namesake]) == {}


def test_a_signature_that_is_not_what_it_says_spoils_the_note() -> None:
    for note in (
        Note("Another text.\n", NOTE.signatures),
        Note(TEXT, (NOTE.signatures[0], Signature(LOG.name, LOG.key_id, bytes(64)))),
        Note(TEXT, (Signature(LOG.name, LOG.key_id, NOTE.signatures[0].signature[:63]),)),
    ):
        with pytest.raises(NoteWrong, match="log-0badcafe is not right"):
            verified(note, [LOG])


def test_the_time_of_a_witness_is_signed_too() -> None:
    line = NOTE.signatures[1]
    later = Signature(line.name, line.key_id, (1_795_253_401).to_bytes(8) + line.signature[8:])
    far = cosign_note(TEXT, WITNESS, COSIGN, 1 << 63)
    for each in (later, far):
        with pytest.raises(NoteWrong, match="is not right"):
            verified(Note(TEXT, (each,)), [WITNESS])


def test_a_logs_signature_is_not_a_witnesss() -> None:
    """The same key for both kinds: its number differs, so neither passes for the other."""
    as_witness = VerifierKey(LOG.name, COSIGNATURE, LOG.public)
    assert as_witness.key_id != LOG.key_id
    assert verified(NOTE, [as_witness]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "No signatures.\n",
        "No signatures.\n\n",
        "\n\n\u2014 a AAAAAAAA\n",
        EXAMPLE[:-1],
        EXAMPLE + "\n",
        EXAMPLE.replace("\u2014", "-"),
        EXAMPLE.replace("\u2014 ", "\u2014  "),
        EXAMPLE.replace("/foo", "/f+o"),
        EXAMPLE.replace("example.com", "example\u00a0com"),
        EXAMPLE.replace("message", "mess\tage"),
        EXAMPLE.replace("=\n", "\n"),
        EXAMPLE.replace("aQM=", "aQN="),  # bits that base64 does not need: another spelling of the same bytes
        EXAMPLE.replace("aQM=", "aQ-_"),
        EXAMPLE.replace("\n", "\r\n"),
        "text\n\n\u2014 a AAAA\n",
        "text\n\n" + "\u2014 a AAAAAAAAAAAA\n" * 65,
        "t" * 100_001 + "\n\n\u2014 a AAAAAAAA\n",
    ],
)
def test_what_is_not_a_note_is_refused(text: str) -> None:
    with pytest.raises(NoteWrong):
        read_note(text)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "name+00000000",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        EXAMPLE_KEY.replace("530d", "530e"),
        EXAMPLE_KEY.replace("530d903a", "530D903A"),
        EXAMPLE_KEY.replace("foo", "fo o"),
        EXAMPLE_KEY.replace("Aeky", "Beky"),
        EXAMPLE_KEY[:-4],
        EXAMPLE_KEY + "\n",
    ],
)
def test_what_is_not_a_key_is_refused(vkey: str) -> None:
    with pytest.raises(NoteWrong):
        read_key(vkey)


@pytest.mark.parametrize("text", ["", "01", "-1", "+1", "1.0", " 1", "1\n", "\u0663", str(1 << 63), "9" * 30])
def test_numbers_have_one_spelling(text: str) -> None:
    assert number_of("0") == 0
    assert number_of(str((1 << 63) - 1)) == (1 << 63) - 1
    with pytest.raises(NoteWrong):
        number_of(text)


@pytest.mark.parametrize("text", ["A", "AB", "AB=", "AB==C", "AR==", "A\nA==", "\u00e9A=="])
def test_base64_has_one_spelling(text: str) -> None:
    assert bytes_of("AQ==") == b"\x01"
    with pytest.raises(NoteWrong):
        bytes_of(text)


def test_lines_alone_end_in_a_newline() -> None:
    line = NOTE.signatures[1].line()
    assert read_signatures(line) == (NOTE.signatures[1],)
    with pytest.raises(NoteWrong):
        read_signatures(line[:-1])
