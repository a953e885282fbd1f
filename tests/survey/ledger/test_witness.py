"""A witness signs what continues what it remembers, and refuses every other head: forked, rolled back, not ours."""

from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest
from click.testing import CliRunner
from werkzeug.test import Client, TestResponse

from survey.cli import main
from survey.ledger.checkpoint import Checkpoint, add_checkpoint, cosign, open_checkpoint, sign_checkpoint
from survey.ledger.note import COSIGNATURE, Note, VerifierKey, read_key, read_signatures, verified
from survey.ledger.proof import consistency, from_leaves
from survey.ledger.signing import Signer, SigningKey
from survey.ledger.tree import EMPTY_ROOT, root_of
from survey.ledger.witness.store import Witness, new_memory
from survey.ledger.witness.views import WitnessSite
from survey.ledger.witness.witness import logs_by_name, place_of_log
from tests.survey.ledger.known_keys import COSIGN_OTHER, LEAVES, LOG, OTHER, SIGN, WITNESS

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
OTHERS_LEAVES = [*LEAVES[:15], *LEAVES[100:]]  # another history from the sixteenth entry on


def head(size: int, leaves: list[bytes] = LEAVES) -> Note:
    return sign_checkpoint(Checkpoint(LOG.name, size, root_of(leaves[:size])), LOG, SIGN)


def asking(old: int, new: int, leaves: list[bytes] = LEAVES, note: Note | None = None) -> str:
    path = consistency(old, new, from_leaves(leaves)) if 0 < old <= new else []
    return add_checkpoint(old, path, str(note or head(new, leaves)))


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    memory = tmp_path / "witness.memory"
    new_memory(memory)
    signer = Signer(lambda: SigningKey(WITNESS.name, b"\x02" * 32), COSIGNATURE)
    assert signer.key == WITNESS
    return Witness(signer, memory, logs_by_name([LOG]), lambda: AT)


Ask = Callable[[str | bytes], TestResponse]


@pytest.fixture
def ask(witness: Witness) -> Ask:
    client = Client(WitnessSite(witness))
    return lambda body: client.post("/add-checkpoint", data=body)


def test_it_signs_the_first_head_and_every_one_that_continues_it(ask: Ask, witness: Witness) -> None:
    for old, new in ((0, 10), (10, 20), (20, 20), (20, 37)):
        answer = ask(asking(old, new))
        assert (answer.status_code, answer.mimetype) == (200, "text/plain"), answer.text
        note = head(new).also(read_signatures(answer.text))
        assert verified(note, [LOG, WITNESS]) == {LOG: None, WITNESS: int(AT.timestamp())}
    assert witness.size_of(LOG.name) == 37


def test_anyone_can_read_what_it_remembers(ask: Ask, witness: Witness) -> None:
    client = Client(WitnessSite(witness))
    place = f"/{place_of_log(LOG.name)}/checkpoint"
    assert client.get(place).status_code == 404
    ask(asking(0, 10))
    opened = open_checkpoint(client.get(place).text, LOG, [WITNESS])
    assert (opened.checkpoint.size, set(opened.witnesses)) == (10, {WITNESS})
    assert client.get("/").status_code == 404
    assert client.get("/add-checkpoint").status_code == 405


def test_a_rewritten_log_is_refused(ask: Ask, witness: Witness) -> None:
    ask(asking(0, 20))
    for forked in (asking(20, 37, OTHERS_LEAVES), asking(20, 20, OTHERS_LEAVES)):
        answer = ask(forked)
        assert (answer.status_code, answer.text) == (
            422,
            "That head does not continue the one this witness signed. It was rewritten.\n",
        )
    assert witness.size_of(LOG.name) == 20


def test_a_log_that_was_rolled_back_is_refused_and_told_what_is_remembered(ask: Ask, witness: Witness) -> None:
    ask(asking(0, 20))
    for older in (asking(0, 10), asking(10, 15), asking(0, 37), asking(19, 37)):
        answer = ask(older)
        assert (answer.status_code, answer.text, answer.mimetype) == (409, "20\n", "text/x.tlog.size")
    assert witness.size_of(LOG.name) == 20


BY_ANOTHER = Note(head(37).text, (cosign(head(37), OTHER, COSIGN_OTHER, 1),))
STRANGER = VerifierKey("log-00000000", 1, LOG.public)
NAMESAKE = sign_checkpoint(Checkpoint(STRANGER.name, 37, root_of(LEAVES[:37])), STRANGER, SIGN)
MANY = b64encode(LEAVES[0]).decode() + "\n"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, ""),
        (400, b"\xff\xfe"),
        (400, asking(20, 37).replace("old 20", "old 020")),
        (400, asking(20, 37).replace("old 20", "old -1")),
        (400, asking(20, 37).replace("old 20", "older 20")),
        (400, asking(20, 37).replace("\n\n", "\n")),
        (400, asking(38, 37)),
        (400, "old 20\n" + MANY * 64 + "\n" + str(head(37))),
        (400, asking(20, 37, note=sign_checkpoint(Checkpoint(LOG.name, 37, b"short"), LOG, SIGN))),
        (403, asking(20, 37, note=BY_ANOTHER)),
        (403, asking(20, 37).replace("\n37\n", "\n38\n")),
        (404, asking(20, 37, note=NAMESAKE)),
        (413, "old 20\n" + "x" * 300_000),
        (422, asking(20, 37).replace("old 20\n", f"old 20\n{MANY}")),
        (422, "old 20\n\n" + str(head(37))),
    ],
)
def test_what_cannot_be_signed_is_refused_with_the_protocols_status(
    ask: Ask, witness: Witness, status: int, body: str | bytes
) -> None:
    ask(asking(0, 20))
    answer = ask(body)
    assert answer.status_code == status, answer.text
    assert witness.size_of(LOG.name) == 20


@pytest.mark.parametrize(
    "body",
    [
        "old 0\n" + MANY + "\n" + str(head(10)),
        "old 0\n\n" + str(sign_checkpoint(Checkpoint(LOG.name, 0, LEAVES[0]), LOG, SIGN)),
    ],
)
def test_of_nothing_there_is_one_root_and_no_proof(ask: Ask, body: str) -> None:
    assert ask(body).status_code == 422
    assert ask("old 0\n\n" + str(sign_checkpoint(Checkpoint(LOG.name, 0, EMPTY_ROOT), LOG, SIGN))).status_code == 200


def test_of_two_histories_at_once_it_signs_one(ask: Ask, witness: Witness) -> None:
    ask(asking(0, 15))

    def slow() -> datetime:  # asked for between the look at what is remembered and the writing of what is new
        sleep(0.05)
        return AT

    client = Client(WitnessSite(replace(witness, clock=slow)))
    bodies = [asking(15, 20 + n, LEAVES if n % 2 else OTHERS_LEAVES) for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(lambda body: client.post("/add-checkpoint", data=body).status_code, bodies))
    assert statuses == [200, 409, 409, 409]


def test_without_its_memory_it_signs_nothing(ask: Ask, witness: Witness) -> None:
    ask(asking(0, 20))
    witness.memory.unlink()
    answer = ask(asking(0, 10))
    assert (answer.status_code, "forgotten" in answer.text) == (503, True)
    assert not witness.memory.exists()


# by hand


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "keys" / "w1"
    made = CliRunner().invoke(main, ["witness", "new-key", "--name", "witness.example/w1", str(path)])
    assert made.exit_code == 0, made.output
    return path, made.output.strip()


def sign(key: Path, file: Path, log: str = str(LOG)):
    return CliRunner().invoke(main, ["witness", "sign", "--key", str(key), "--log", log, str(file)])


def test_a_head_is_carried_to_a_witness_and_back(key: tuple[Path, str], tmp_path: Path) -> None:
    path, vkey = key
    assert path.stat().st_mode & 0o777 == 0o600
    file = tmp_path / "head"
    file.write_text(asking(0, 10))
    signed = sign(path, file)
    assert signed.exit_code == 0, signed.output
    (seen,) = open_checkpoint(signed.output, LOG, [read_key(vkey)]).witnesses
    assert str(seen) == vkey
    file.write_text(asking(0, 8))
    again = sign(path, file)
    assert (again.exit_code, "This witness remembers 10 entries." in again.output) == (1, True)


def test_a_key_is_made_once_and_a_forgetful_witness_refuses(key: tuple[Path, str], tmp_path: Path) -> None:
    path, _ = key
    again = CliRunner().invoke(main, ["witness", "new-key", "--name", "w", str(path)])
    assert (again.exit_code, "is there already" in again.output) == (1, True)
    bad = CliRunner().invoke(main, ["witness", "new-key", "--name", "two words", str(tmp_path / "other")])
    assert (bad.exit_code, (tmp_path / "other").exists()) == (2, False)
    path.with_name("w1.memory").unlink()
    file = tmp_path / "head"
    file.write_text(asking(0, 10))
    refused = sign(path, file)
    assert (refused.exit_code, "has forgotten" in refused.output) == (1, True)
    assert sign(path, file, "nonsense").exit_code == 1
