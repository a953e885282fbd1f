"""The key that signs: made once, private, held to what the log pinned, and replaced only on purpose and in the open."""

from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from survey.cli import main
from survey.database import Database
from survey.house import House
from survey.ledger.checkpoint import open_checkpoint, verify_proof
from survey.ledger.checkpoints import store
from survey.ledger.checkpoints.proofs.store import head, proof_of
from survey.ledger.log_key.replacing.store import REPLACED, over, replace_key
from survey.ledger.log_key.store import all_keys
from survey.ledger.models import Entry
from survey.ledger.note import is_signed
from survey.ledger.signing import SigningKey, read_key_file
from survey.ledger.store import entry_at
from survey.settings import Settings, SettingWrong
from survey.signing_key import key_path, read_or_make
from tests.survey.ledger.test_signing_heads import fill, on_sqlite, sizes

KEY = SigningKey("log-0badcafe", b"\x01" * 32)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "signing.key"


@pytest.fixture
def keyed(settings: Settings, file: Path, clock) -> House:
    """A house whose key is in a file, as it is where people are."""
    return House(replace(settings, signing_key_file=str(file)), Database(settings.database_url), clock)


def reopened(house: House) -> House:
    """The same after a restart."""
    house.database.dispose()
    return House(house.settings, Database(house.settings.database_url), house.clock)


def test_a_key_file_is_made_once_private_and_whole(file: Path) -> None:
    made = read_or_make(file, lambda: KEY)
    assert made == KEY == read_or_make(file, lambda: SigningKey("log-00000000", b"\x02" * 32))
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]
    assert read_key_file(file.read_text()) == KEY
    assert "AQEB" not in repr(made)
    file.chmod(0o644)
    with pytest.raises(SettingWrong, match="chmod 600"):
        read_or_make(file, lambda: KEY)


NO_KEYS = ("", "x", KEY.file() + "\n", KEY.file()[:-6] + "\n", KEY.file().replace("log-", "lo g-"))


@pytest.mark.parametrize("text", NO_KEYS)
def test_what_is_no_key_is_not_used(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.touch(0o600)
    file.write_text(text)
    with pytest.raises(SettingWrong, match="no key that can be read"):
        read_or_make(file, lambda: KEY)


@pytest.mark.parametrize(
    ("url", "named", "where"),
    [
        ("sqlite:///instance/sayso.db", "", "instance/sayso.db.signing-key"),
        ("postgresql://sayso@localhost/sayso", "", "instance/signing.key"),
        ("postgresql://sayso@localhost/sayso", "/keys/k", "/keys/k"),
    ],
)
def test_where_the_key_is(url: str, named: str, where: str) -> None:
    assert key_path(Settings(mode="demo", database_url=url, signing_key_file=named)) == Path(where)


@on_sqlite
def test_a_log_is_signed_by_the_key_it_was_signed_by(keyed: House, file: Path) -> None:
    assert keyed.signer.key.name.startswith("log-")
    fill(keyed, 10)
    first = keyed.signer.key
    again = reopened(keyed)
    assert again.signer.key == first
    file.rename(file.with_name("lost"))
    without = reopened(again)
    with pytest.raises(SettingWrong, match="Put the file back"):
        _ = without.signer.key
    assert not file.exists()  # none is made in its place
    read_or_make(file, lambda: KEY)
    other = reopened(without)
    with pytest.raises(SettingWrong, match="is not the one that signs this log"):
        _ = other.signer.key
    fill(other, 10)  # recording goes on; nothing is signed
    with other.database.reading() as session:
        assert sizes(session) == [10]
        assert "is not the one" in (store.trouble(session) or pytest.fail("no trouble")).why
    other.database.dispose()


def test_a_key_is_replaced_in_the_open_and_old_proofs_still_hold(keyed: House, file: Path) -> None:
    fill(keyed, 10)
    old = keyed.signer.key
    with keyed.database.reading() as session:
        leaf, proof = session.scalars(select(Entry.leaf_hash).where(Entry.seq == 3)).one(), proof_of(session, 3)
    new = replace_key(keyed, "The laptop it was on was stolen.")
    assert (new.name, new == old, file.stat().st_mode & 0o777) == (old.name, False, 0o600)
    assert verify_proof(proof, leaf, old)
    with keyed.database.reading() as session:
        said = entry_at(session, 10)
        assert said is not None
        assert (said.kind, said.content["because"]) == (REPLACED, "The laptop it was on was stolen.")
        assert is_signed(over(old, new), b64decode(said.content["signed_by_old"]), old.public)
        assert open_checkpoint(str(head(session)), new).checkpoint.size == 11
        assert all_keys(session) == [new, old]
    after = reopened(keyed)
    fill(after, 9)
    with after.database.reading() as session:
        assert sizes(session) == [10, 11, 20]
        assert verify_proof(proof_of(session, 3), leaf, new)
    after.database.dispose()


@on_sqlite
def test_a_lost_key_is_replaced_without_its_word(keyed: House, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(keyed, 10)
    file.unlink()
    environ = {
        "SAYSO_MODE": "test",
        "SAYSO_DATABASE_URL": keyed.settings.database_url,
        "SAYSO_SIGNING_KEY_FILE": str(file),
    }
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    run = CliRunner()
    unclear = run.invoke(main, ["run"], env={"SAYSO_WITNESSES": "nonsense"})
    assert (unclear.exit_code, "SAYSO_WITNESSES has “nonsense”" in unclear.output) == (1, True)
    refused = run.invoke(main, ["run"])  # a service without its key does not start
    assert (refused.exit_code, "run: sayso ledger key replace" in refused.output) == (1, True)
    done = run.invoke(main, ["ledger", "key", "replace", "--because", "The disk died."])
    assert done.exit_code == 0, done.output
    shown = run.invoke(main, ["ledger", "key", "show"]).output.split()
    assert (shown[0] in done.output, len(shown), shown[1]) == (True, 2, str(keyed.signer.key))
    with keyed.database.reading() as session:
        said = entry_at(session, 10)
        assert said is not None
        assert said.content["signed_by_old"] is None
    keyed.database.dispose()
