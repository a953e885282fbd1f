"""Witnesses are asked when a head is new; what they answer is checked, kept, served; what is left is the window."""

import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from werkzeug.test import Client

from survey.cli import main
from survey.house import House
from survey.ledger.checkpoint import cosign, open_checkpoint, verify_proof
from survey.ledger.checkpoints.keeping.store import sign_now, sign_when_due
from survey.ledger.checkpoints.models import Cosignature, OutsideMemory
from survey.ledger.checkpoints.proofs.store import growth, head, proof_of
from survey.ledger.cosigning import store
from survey.ledger.models import Entry
from survey.ledger.note import COSIGNATURE, NoteWrong
from survey.ledger.signing import Signer, SigningKey
from survey.ledger.window.store import note_receipt_left, window
from survey.ledger.window.window import RECEIPTS, Memory
from survey.ledger.witness.store import Witness, new_memory
from survey.ledger.witness.views import WitnessSite
from survey.ledger.witness.witness import logs_by_name
from tests.survey.ledger.known_keys import COSIGN, WITNESS
from tests.survey.ledger.test_signing_heads import fill, on_sqlite, sizes

pytestmark = on_sqlite
URL = "http://witness.invalid"


@pytest.fixture
def here(house: House) -> House:
    return replace(house, settings=replace(house.settings, witnesses=(f"{WITNESS}@{URL}",)))


@pytest.fixture
def witness(house: House, tmp_path: Path) -> Witness:
    new_memory(tmp_path / "memory")
    signer = Signer(lambda: SigningKey(WITNESS.name, b"\x02" * 32), COSIGNATURE)
    return Witness(signer, tmp_path / "memory", logs_by_name([house.signer.key]), house.clock)


@pytest.fixture
def answering(witness: Witness, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The witness answers where the setting says it is. What was sent to it, in order."""
    client, sent = Client(WitnessSite(witness)), list[str]()

    def post(url: str, body: bytes) -> str:
        sent.append(body.decode())
        answer = client.post(url.removeprefix(URL), data=body)
        if answer.status_code != 200:
            sizes = int(answer.text) if answer.status_code == 409 else None
            raise store.WitnessRefused(answer.text.strip(), sizes)
        return answer.text

    monkeypatch.setattr(store, "_post", post)
    return sent


def trouble_of(house: House) -> str | None:
    with house.database.reading() as session:
        return session.scalars(select(OutsideMemory.trouble).where(OutsideMemory.who == str(WITNESS))).one()


def test_a_new_head_is_signed_outside_once_and_proofs_carry_it(here: House, answering: list[str]) -> None:
    fill(here, 24)
    assert store.ask_witnesses(here) == 1
    assert store.ask_witnesses(here) == 0
    fill(here, 10)
    assert store.ask_witnesses(here) == 1
    fill(here, 10)  # signed by us only
    assert [each.split("\n")[0] for each in answering] == ["old 0", "old 20"]
    with here.database.reading() as session:
        leaf = session.scalars(select(Entry.leaf_hash).where(Entry.seq == 4)).one()
        opened = verify_proof(proof_of(session, 4), leaf, here.signer.key, [WITNESS], need=1)
        assert opened.checkpoint.size == 30
        leaf = session.scalars(select(Entry.leaf_hash).where(Entry.seq == 35)).one()
        newest = proof_of(session, 35)  # not yet seen outside
    with pytest.raises(NoteWrong, match="witnesses"):
        verify_proof(newest, leaf, here.signer.key, [WITNESS], need=1)


def test_only_sizes_roots_and_hashes_travel(here: House, answering: list[str]) -> None:
    fill(here, 20)
    store.ask_witnesses(here)
    old, gap, name, size, root, gap2, line, end = answering[0].split("\n")
    assert (old, gap, name, size, gap2, end) == ("old 0", "", here.signer.key.name, "20", "", "")
    assert (len(root), line.split(" ")[1]) == (44, name)


def test_a_witness_that_is_further_on_is_asked_again_from_there(
    here: House, answering: list[str], witness: Witness
) -> None:
    fill(here, 10)
    with here.database.reading() as session:
        witness.sign(growth(session, 0).encode())  # by hand, say
    fill(here, 10)
    assert store.ask_witnesses(here) == 1
    assert [each.split("\n")[0] for each in answering] == ["old 0", "old 10"]


def test_a_log_that_was_rolled_back_is_told_so(here: House, answering: list[str], witness: Witness, tmp_path) -> None:
    fill(here, 10)
    longer = Signer(lambda: SigningKey(here.signer.key.name, b"a key for tests that anyone has."))
    witness.sign(f"old 0\n\n{longer.checkpoint(50, b'x' * 32)}".encode())
    assert store.ask_witnesses(here) == 0
    assert trouble_of(here) == "It remembers 50 entries; only 10 are signed here. The log was rolled back."


def test_a_fork_is_not_signed_and_is_written_down(here: House, answering: list[str], witness: Witness) -> None:
    fill(here, 20)
    witness.sign(f"old 0\n\n{here.signer.checkpoint(10, b'x' * 32)}".encode())
    assert store.ask_witnesses(here) == 0
    assert "It was rewritten." in (trouble_of(here) or "")


def test_a_dead_or_lying_witness_stops_nothing(here: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as shut:
        shut.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{shut.getsockname()[1]}"  # nobody listens
        dead = replace(here, settings=replace(here.settings, witnesses=(f"{WITNESS}@{url}",)))
        fill(dead, 10)
        assert store.ask_witnesses(dead) == 0
    assert trouble_of(dead) == "It does not answer (URLError)."
    for lie in ("", "nonsense\n", "\u2014 witness.example/w1 3xwKNQAAAABrAWSYHbIY\n"):
        monkeypatch.setattr(store, "_post", lambda *_, lie=lie: lie)
        try:
            assert store.ask_witnesses(here) == 0
        except NoteWrong:
            continue  # the step fails, and is taken again
    with here.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Cosignature)) == 0
        assert head(session) is not None


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_over_a_real_wire(here: House, witness: Witness) -> None:
    with make_server("127.0.0.1", 0, WitnessSite(witness), handler_class=Quiet) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        near = replace(here.settings, witnesses=(f"{WITNESS}@http://127.0.0.1:{server.server_port}/",))
        fill(here, 10)
        try:
            assert store.ask_witnesses(replace(here, settings=near)) == 1
            witness.sign(f"old 10\n\n{here.signer.checkpoint(10, _root(here))}".encode())
            fill(here, 10)
            assert store.ask_witnesses(replace(here, settings=near)) == 1
        finally:
            server.shutdown()
            thread.join()


def _root(house: House) -> bytes:
    with house.database.reading() as session:
        return open_checkpoint(str(head(session)), house.signer.key).checkpoint.root


# by hand


def test_what_was_carried_is_kept_once_and_only_if_it_is_ours(here: House, witness: Witness) -> None:
    fill(here, 10)
    with here.database.writing() as session:
        note, line = witness.sign(growth(session, 0).encode())
        signed = str(note.also([line]))
        assert store.keep_file(session, signed, here) == 1
        assert store.keep_file(session, signed, here) == 0
        assert str(head(session)) == signed
        others = Signer(lambda: SigningKey("log-00000000", b"\x09" * 32)).checkpoint(10, b"x" * 32)
        forks = [here.signer.checkpoint(size, b"x" * 32) for size in (10, 5)]  # by our key, but no heads of this log
        seen = [str(each.also([cosign(each, WITNESS, COSIGN, 1)])) for each in forks]
        for wrong in (
            *seen,
            str(note),
            signed.replace("\n10\n", "\n11\n"),
            str(others),
            signed[:-30] + "\n",
            "nothing",
        ):
            with pytest.raises(NoteWrong):
                store.keep_file(session, wrong, here)


def test_what_was_carried_comes_home_by_command(
    house: House, witness: Witness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(house, 10)
    with house.database.reading() as session:
        note, line = witness.sign(growth(session, 0).encode())
    file = tmp_path / "signed"
    file.write_text(str(note.also([line])))
    monkeypatch.setenv("SAYSO_MODE", "test")
    monkeypatch.setenv("SAYSO_DATABASE_URL", house.settings.database_url)
    run = CliRunner()
    unknown = run.invoke(main, ["ledger", "cosign", str(file)])
    assert (unknown.exit_code, "None of the witnesses in SAYSO_WITNESSES" in unknown.output) == (1, True)
    monkeypatch.setenv("SAYSO_WITNESSES", str(WITNESS))
    for said in ("1 new.\n", "It was kept before.\n"):
        kept = run.invoke(main, ["ledger", "cosign", str(file)])
        assert (kept.exit_code, kept.output) == (0, said)
    with house.database.reading() as session:
        assert str(head(session)) == file.read_text()


# what falls due


def test_the_last_entries_are_signed_within_ten_minutes(here: House, clock) -> None:
    fill(here, 13)
    assert sign_when_due(here) == 0
    clock.move(minutes=10)
    assert sign_when_due(here) == 1
    assert sign_when_due(here) == 0
    with here.database.reading() as session:
        assert sizes(session) == [10, 13]


def test_what_was_too_much_at_once_is_signed_in_turn(here: House, monkeypatch: pytest.MonkeyPatch) -> None:
    other = here.database.info.pop("signer")
    fill(here, 47)  # before there was a signer
    here.database.info["signer"] = other
    for module in ("survey.ledger.checkpoints.store", "survey.ledger.checkpoints.keeping.store"):
        monkeypatch.setattr(f"{module}.MOST_AT_ONCE", 20)
    fill(here, 3)
    with here.database.reading() as session:
        assert sizes(session) == []
    assert sign_when_due(here) == 2
    with here.database.writing() as session:
        assert sizes(session) == [20, 40]
        assert sign_now(session, here.clock())
        assert sizes(session) == [20, 40, 50]


# the window


def test_the_window_is_what_nobody_outside_remembers(here: House, answering: list[str], clock) -> None:
    began = clock.now
    fill(here, 7)
    clock.move(minutes=4)
    fill(here, 8)
    with here.database.reading() as session:
        open_wide = window(session, clock.now)
        assert (open_wide.entries, open_wide.minutes, open_wide.nobody_outside) == (15, 4, True)
    store.ask_witnesses(here)
    with here.database.writing() as session:
        seen = window(session, clock.move(minutes=2))
        assert (seen.remembered, seen.entries, seen.minutes, seen.since) == (10, 5, 2, began + timedelta(minutes=4))
        assert seen.last is not None
        assert seen.last.name == "witness.example/w1"
        note_receipt_left(session, 13, clock.now)
        note_receipt_left(session, 3, clock.now)  # an older one changes nothing
        left = window(session, clock.now)
        assert (left.remembered, left.entries, left.last) == (14, 1, Memory(RECEIPTS, 14, clock.now))
        note_receipt_left(session, 14, clock.now)
        shut = window(session, clock.now)
        assert (shut.entries, shut.minutes, shut.is_shut, shut.since) == (0, 0, True, None)
