"""`sayso witness`: for another organisation, on its own machine. It needs no database and no settings of ours."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from survey.ledger.note import COSIGNATURE, NoteWrong, VerifierKey, read_key
from survey.ledger.signing import Signer, new_key
from survey.ledger.witness.store import Witness, new_memory
from survey.ledger.witness.views import WitnessSite
from survey.ledger.witness.witness import Refused, logs_by_name
from survey.signing_key import read_key as read_key_at
from survey.signing_key import write_new

A_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def witness() -> None:
    """Remember another organisation's log, so that it cannot be rewritten unnoticed."""


@witness.command("new-key")
@click.option("--name", required=True, help="Who you are, for example witness.example/sayso. No spaces, no plus sign.")
@click.argument("key", type=A_FILE)
def make(name: str, key: Path) -> None:
    """Make a key file and an empty memory beside it; print the public key to hand to those whose log you watch."""
    try:
        made = new_key(random.SystemRandom(), name)
        vkey = Signer(lambda: made, COSIGNATURE).key
        key.parent.mkdir(parents=True, exist_ok=True)
        write_new(key, made)
        new_memory(memory_beside(key))
    except NoteWrong as error:
        raise click.UsageError(str(error)) from error
    except FileExistsError as error:
        raise click.ClickException(f"{error.filename or error} is there already. Nothing was changed.") from error
    click.echo(vkey)


def memory_beside(key: Path) -> Path:
    """Where a witness remembers: never in the same backup as what it watches."""
    return key.with_name(f"{key.name}.memory")


def _as_witness(command: Callable[..., None]) -> Callable[..., None]:
    """Hand a command the witness that its options describe."""

    @click.option("--key", "key", required=True, type=A_FILE, help="Your key file; the memory is beside it.")
    @click.option("--log", "logs", multiple=True, required=True, help="The key of a log you watch; one for each.")
    @wraps(command)
    def wrapped(key: Path, logs: tuple[str, ...], **rest: Any) -> None:
        signer = Signer(lambda: read_key_at(key), COSIGNATURE)
        memory = memory_beside(key)
        if not memory.exists():
            raise click.ClickException(
                f"The memory is not at {memory}. Without it this witness would sign a history that it has forgotten. "
                "Put it back from its backup, or make a new witness with a new key."
            )
        command(Witness(signer, memory, logs_by_name(_log_key(each) for each in logs), _now), **rest)

    return wrapped


def _now() -> datetime:
    return datetime.now(UTC)


def _log_key(vkey: str) -> VerifierKey:
    try:
        return read_key(vkey)
    except NoteWrong as error:
        raise click.UsageError(f"--log {vkey}: {error}") from error


@witness.command()
@click.option("--host", default="127.0.0.1", help="The address to listen on.")
@click.option("--port", default=8100, help="The port to listen on.")
@_as_witness
def serve(here: Witness, host: str, port: int) -> None:
    """Sign heads that are sent here, each only if it continues the one before."""
    import waitress

    click.echo(f"{here.signer.key} listens at http://{host}:{port} (Ctrl+C stops it).")
    waitress.serve(WitnessSite(here), host=host, port=port, threads=4, ident=None)


@witness.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_as_witness
def sign(here: Witness, file: Path) -> None:
    """Sign a head that was carried here in a file; prints the head with your line, to carry back."""
    try:
        note, line = here.sign(file.read_bytes())
    except Refused as refused:
        raise click.ClickException(f"Not signed. {refused}") from refused
    click.echo(str(note.also([line])), nl=False)


commands: tuple[click.Command, ...] = (witness,)
