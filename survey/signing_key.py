"""The file that holds the log's signing key: made once, readable by its owner only, and held to what the log pinned.

Whoever has this file can sign another history. It is backed up apart from the database, and kept by someone else than
who keeps that (docs/threat-model.md).
"""

import os
import random
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import make_url

from survey.database import Database
from survey.ledger.log_key.store import pinned_key
from survey.ledger.note import NoteWrong
from survey.ledger.signing import Signer, SigningKey, new_key, read_key_file
from survey.settings import Settings, SettingWrong

OTHERS_MAY_READ = 0o007
KNOWN_KEY = SigningKey("log-7e577e57", b"a key for tests that anyone has.")


def signer_for(settings: Settings, database: Database) -> Signer:
    """The log's signer, as settings say. Nothing is read or made before the first signature."""
    path = key_path(settings)
    if path is None:
        return Signer(lambda: KNOWN_KEY)
    return Signer(lambda: fitting_key(path, database))


def key_path(settings: Settings) -> Path | None:
    """Where the key is. In tests, unless they say, there is no file but a key that everyone knows."""
    if settings.signing_key_file:
        return Path(settings.signing_key_file)
    if settings.mode == "test":
        return None
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(f"{url.database}.signing-key")
    return Path("instance/signing.key")


def fitting_key(path: Path, database: Database) -> SigningKey:
    """The key of this log; made now if the log never had one. :raise SettingWrong: when another one is there, or none.

    The file is never made for a log that was signed before: a lost key is put back, or replaced on purpose.
    """
    with database.reading() as session:
        pinned = pinned_key(session)
    if pinned is None:
        return read_or_make(path, lambda: new_key(random.SystemRandom()))
    if not path.exists():
        raise SettingWrong(
            f"The key that signs the log is not at {path}. Put the file back from its backup; "
            "if it is lost for good, run: sayso ledger key replace."
        )
    held = read_key(path)
    if Signer(lambda: held).key != pinned:
        raise SettingWrong(
            f"The key at {path} is not the one that signs this log. Put the right file there; "
            "to sign with another from now on, run: sayso ledger key replace."
        )
    return held


def read_key(path: Path) -> SigningKey:
    """The key in a file. :raise SettingWrong: when it cannot be read, is no key, or anyone here can read it."""
    try:
        if path.stat().st_mode & OTHERS_MAY_READ:
            raise SettingWrong(f"Anyone on this machine can read {path}. Make it private: chmod 600 {path}")
        return read_key_file(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, NoteWrong) as error:
        raise SettingWrong(f"There is no key that can be read at {path}.") from error


def read_or_make(path: Path, make: Callable[[], SigningKey]) -> SigningKey:
    """The key at `path`, or a new one. Of two that come at once, one makes it and both get the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_new(path, make())
        except FileExistsError:
            return read_key(path)
    return read_key(path)


def write_new(path: Path, key: SigningKey) -> None:
    """Write a key file that was not there, whole or not at all. :raise FileExistsError:"""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(key.file())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    finally:
        beside.unlink()
