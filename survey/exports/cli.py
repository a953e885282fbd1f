"""`sayso records`: bringing a record in that someone took away from another Sayso."""

import json
from pathlib import Path

import click

from survey.exports import telling  # noqa: F401 - registers how brought entries are told
from survey.exports.bringing.store import Brought, bring
from survey.exports.carried import Carried, CarriedWrong, read
from survey.house import at_home
from survey.ledger.note import ED25519, NoteWrong, VerifierKey, read_key


@click.group()
def records() -> None:
    """People's records."""


@records.command("bring")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--trust", required=True, help="The other log's key, name+number+key, from someone you trust.")
@click.option("--person", "person_id", default=None, help="Whose it is here; without it, a new person is added.")
@click.option("--organisation", "organisation_id", default=None, help="Who knows the new person, e.g. harbour.")
@click.option("--json", "as_json", is_flag=True, help="Say it for machines.")
def bring_in(file: Path, trust: str, person_id: str | None, organisation_id: str | None, as_json: bool) -> None:
    """Check a record that someone took away from another Sayso, all of it, and bring it in; or bring nothing."""
    carried = _read(file, _trusted(trust))
    with at_home() as here, here.database.writing() as session:
        found = bring(
            session, carried, now=here.clock(), rng=here.rng, person_id=person_id, organisation_id=organisation_id
        )
    click.echo(json.dumps(vars(found)) if as_json else _said(found, carried))


def _trusted(text: str) -> VerifierKey:
    try:
        key = read_key(text.strip())
    except NoteWrong as error:
        raise click.UsageError(f"--trust: {error} Expected: name+number+key.") from error
    if key.kind != ED25519:
        raise click.UsageError("--trust: this is the key of a witness. Expected: the key of the log.")
    return key


def _read(file: Path, trust: VerifierKey) -> Carried:
    try:
        return read(file.read_text("utf-8"), trust)
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file.name}: it is not text. Expected: a file of a record.") from error
    except CarriedWrong as error:
        raise click.ClickException(f"{file.name}: {error} Nothing was brought in.") from error


def _said(found: Brought, carried: Carried) -> str:
    who = f"A new person was added: {found.person_id}." if found.is_new else f"They are {found.person_id} here."
    lines = [f"{found.added} entries were brought from {carried.log.name}, {found.known} were here already. {who}"]
    if found.left_out:
        lines.append(f"{found.left_out} entries of the file are not about them and were left out.")
    lines.append("What they chose there does not count here: they are asked anew. Nobody but they can see it.")
    return "\n".join(lines)


commands: tuple[click.Command, ...] = (records,)
