"""Checkpoints and proof files in C2SP's form: what holds, and every way in which one does not."""

import pytest

from survey.ledger.checkpoint import (
    Checkpoint,
    CheckpointWrong,
    ProofFile,
    cosign,
    open_checkpoint,
    read_body,
    read_proof,
    sign_checkpoint,
    verify_proof,
)
from survey.ledger.note import COSIGNATURE, NoteWrong, VerifierKey
from survey.ledger.proof import from_leaves, inclusion
from survey.ledger.tree import root_of
from tests.survey.ledger.known_keys import COSIGN, COSIGN_OTHER, LEAVES, LOG, OTHER, SIGN, WITNESS

SECONDS = 1_795_253_400
POINT = Checkpoint(LOG.name, 10, root_of(LEAVES[:10]))
SIGNED = sign_checkpoint(POINT, LOG, SIGN)
NOTE = SIGNED.also([cosign(SIGNED, WITNESS, COSIGN, SECONDS)])
GOLDEN = """\
log-0badcafe
10
LwPyA9H6Om4TiPpMtRh8O0+Udi5XjgEGgVFA5qjGvSE=

\u2014 log-0badcafe oQKlaDVZ5PYaZ0hh3fFr5b5+qBLG/2im6UGFw+mlrUeJwfZ0ycokOZ9bdvYybvbbXD4rqYNVVYX90hfbVvz4ywPDkAA=
\u2014 witness.example/w1 3xwKNQAAAABrAWSYHbIY4S1UxrsWmh76f5BEo97Q93NRaeckpE69HXD5prxuoYsHXQR7j5TBz7cL5O6ctiuLfDqUkTjLU\
+RD9aWPAQ==
"""
GOLDEN_PROOF = f"""\
c2sp.org/tlog-proof@v1
index 7
O/nIHCMcrnC2eNPzA4+fT21rnXrc+bN48lkZrlPRdoY=
0nN9zop98dfVz01fUtJ0gCxxv+IKLgeGguccGC05jJA=
n0o/wg1BYtw31OI9kHhIcxp2BD//9taSiL8av7z/R44=
CD8my2Lpgr8t7kBK2Uc2wCsP5Owvw9MoH0wPQQ10BGI=

{GOLDEN}"""
PROOF = ProofFile(7, tuple(inclusion(7, 10, from_leaves(LEAVES))), str(NOTE))


def test_a_checkpoint_has_one_form_for_ever() -> None:
    assert str(NOTE) == GOLDEN
    opened = open_checkpoint(GOLDEN, LOG, [WITNESS, OTHER])
    assert (opened.checkpoint, opened.witnesses) == (POINT, {WITNESS: SECONDS})


def test_a_proof_file_has_one_form_for_ever() -> None:
    assert str(PROOF) == GOLDEN_PROOF
    assert read_proof(GOLDEN_PROOF) == PROOF
    assert verify_proof(GOLDEN_PROOF, LEAVES[7], LOG, [WITNESS], need=1).checkpoint == POINT


def test_extra_data_is_carried_and_shows_nothing() -> None:
    with_extra = ProofFile(PROOF.index, PROOF.path, PROOF.checkpoint, b"anything")
    assert read_proof(str(with_extra)) == with_extra
    assert verify_proof(str(with_extra), LEAVES[7], LOG).checkpoint == POINT


def test_a_log_of_one_entry_needs_no_hashes() -> None:
    note = sign_checkpoint(Checkpoint(LOG.name, 1, LEAVES[0]), LOG, SIGN)
    assert verify_proof(str(ProofFile(0, (), str(note))), LEAVES[0], LOG)


def test_a_log_signs_only_its_own() -> None:
    with pytest.raises(CheckpointWrong):
        sign_checkpoint(Checkpoint("log-00000000", 1, LEAVES[0]), LOG, SIGN)


def test_as_many_witnesses_as_are_asked_for() -> None:
    both = NOTE.also([cosign(SIGNED, OTHER, COSIGN_OTHER, SECONDS)])
    twice = NOTE.also([cosign(SIGNED, WITNESS, COSIGN, SECONDS + 1)])
    alias = VerifierKey("alias.example", COSIGNATURE, WITNESS.public)  # one key under two names is one witness
    aliased = NOTE.also([cosign(SIGNED, alias, COSIGN, SECONDS)])
    proofs = [str(ProofFile(PROOF.index, PROOF.path, str(each))) for each in (both, twice, aliased)]
    assert len(verify_proof(proofs[0], LEAVES[7], LOG, [WITNESS, OTHER], need=2).witnesses) == 2
    for too_few in proofs[1:]:
        with pytest.raises(NoteWrong, match="witnesses"):
            verify_proof(too_few, LEAVES[7], LOG, [WITNESS, OTHER, alias], need=2)
    with pytest.raises(NoteWrong, match="witnesses"):
        verify_proof(GOLDEN_PROOF, LEAVES[7], LOG, [OTHER], need=1)


def test_another_leaf_log_or_place_is_refused() -> None:
    for leaf, log in ((LEAVES[6], LOG), (b"", LOG), (LEAVES[7], VerifierKey(LOG.name, LOG.kind, OTHER.public))):
        with pytest.raises(NoteWrong):
            verify_proof(GOLDEN_PROOF, leaf, log)
    namesake = VerifierKey("log-00000000", LOG.kind, LOG.public)
    with pytest.raises(CheckpointWrong, match="is of log-0badcafe"):
        open_checkpoint(GOLDEN, namesake)


def test_a_forged_cosignature_spoils_it_all() -> None:
    forged = SIGNED.also([cosign(SIGNED, WITNESS, COSIGN_OTHER, SECONDS)])
    with pytest.raises(NoteWrong, match=r"witness\.example/w1 is not right"):
        open_checkpoint(str(forged), LOG, [WITNESS])


HEAD, MIDDLE, TAIL = GOLDEN_PROOF.partition("index 7\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        GOLDEN,
        GOLDEN_PROOF.replace("@v1", "@v2"),
        GOLDEN_PROOF.replace("index 7", "index 07"),
        GOLDEN_PROOF.replace("index 7", "index 8"),
        GOLDEN_PROOF.replace("index 7", "index -7"),
        GOLDEN_PROOF.replace("index 7", "index 9223372036854775815"),
        GOLDEN_PROOF.replace("index 7\n", ""),
        HEAD + MIDDLE + TAIL.partition("\n")[2],  # a hash too few
        HEAD + MIDDLE + "O/nIHCMcrnC2eNPzA4+fT21rnXrc+bN48lkZrlPRdoY=\n" + TAIL,  # one too many
        HEAD + MIDDLE + "O/nI\n" + TAIL,
        HEAD + MIDDLE + "\n" + TAIL,
        GOLDEN_PROOF.replace("\n10\n", "\n11\n"),
        GOLDEN_PROOF.replace("\n10\n", "\n010\n"),
        GOLDEN_PROOF.replace("GvSE=\n", "GvSF=\n"),
        GOLDEN_PROOF.replace("\n", "\r\n"),
        GOLDEN_PROOF + "\n",
        HEAD + "extra\n" + MIDDLE + TAIL,
        HEAD + "extra A\n" + MIDDLE + TAIL,
    ],
)
def test_what_is_not_this_proof_is_refused(text: str) -> None:
    with pytest.raises(NoteWrong):
        verify_proof(text, LEAVES[7], LOG, [WITNESS])


@pytest.mark.parametrize(
    "text",
    [
        "log\n1\n",
        "log\n1\nAAAA\n",
        "log\n0\nLwPyA9H6Om4TiPpMtRh8O0+Udi5XjgEGgVFA5qjGvSE=\n",  # nothing has one root only
        "\n1\nLwPyA9H6Om4TiPpMtRh8O0+Udi5XjgEGgVFA5qjGvSE=\n",
        POINT.body() + "a line of their own\n",
        POINT.body()[:-1],
        POINT.body().replace("10", "1e1"),
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text: str) -> None:
    assert read_body(POINT.body()) == POINT
    with pytest.raises(NoteWrong):
        read_body(text)


def test_every_flipped_bit_of_a_proof_file_is_seen() -> None:
    held = GOLDEN_PROOF.encode()
    for bit in range(0, len(held) * 8, 3):  # a third: enough here, the mutants' own test does them all
        mutant = bytearray(held)
        mutant[bit // 8] ^= 1 << bit % 8
        try:
            verify_proof(bytes(mutant).decode(), LEAVES[7], LOG, [WITNESS], need=1)
        except (NoteWrong, UnicodeDecodeError):
            continue
        pytest.fail(f"bit {bit} was not seen")
