"""`sayso ledger`: check the whole ledger, and prove that projections are only projections."""

import json
import sys

import click

from survey import due
from survey.house import House, at_home
from survey.ledger import store
from survey.ledger.checkpoints.keeping.store import sign_when_due
from survey.ledger.checkpoints.store import signed_size, trouble
from survey.ledger.cosigning.cli import cosign
from survey.ledger.cosigning.store import ask_witnesses
from survey.ledger.erasing.store import NEWEST, finish_erasures
from survey.ledger.log_key.cli import key
from survey.ledger.verifying.store import Progress
from survey.ledger.verifying.store import verify as check_all


@click.group()
def ledger() -> None:
    """The ledger of entries."""


@ledger.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(as_json: bool) -> None:
    """Check every entry; name the first bad one. Ends with 1 when the ledger does not hold."""
    with at_home() as house, house.database.reading() as session:
        verdict, signed, wrong = check_all(session, _watched()), signed_size(session), trouble(session)
    if as_json:
        facts = {"holds": verdict.holds, "size": verdict.size, "root": verdict.root, "signed": signed}
        click.echo(json.dumps(facts | {"first_bad": verdict.first_bad, "why": verdict.why}))
    elif verdict.holds:
        click.echo(f"The ledger holds. {verdict.size} entries, root {verdict.root}. The newest signed head: {signed}.")
    else:
        click.echo(f"The ledger does not hold. The first bad entry is {verdict.first_bad}: {verdict.why}", err=True)
    if wrong:
        click.echo(f"Nothing has been signed since {wrong.at:%Y-%m-%d %H:%M}: {wrong.why}", err=True)
    sys.exit(0 if verdict.holds else 1)


def _watched() -> Progress | None:
    """Say how far it has come, to those who watch a terminal."""

    def tell(done: int, of: int) -> None:
        click.echo(f"\r{done} of {of} entries\033[K" + ("\n" if done == of else ""), err=True, nl=False)

    return tell if sys.stderr.isatty() else None


@ledger.command()
@click.option("--check", is_flag=True, help="Change nothing; only say whether the result would be the same.")
def rebuild(check: bool) -> None:
    """Make every projection again from the entries. Ends with 1 when a checked table differs."""
    with at_home() as house, house.database.writing() as session:
        different = store.rebuild(session)
        if check:
            session.rollback()
    if different:
        click.echo(f"{'Different' if check else 'Put right'}: {', '.join(different)}.", err=check)
    else:
        click.echo("Every projection came out the same.")
    sys.exit(1 if check and different else 0)


def _finish_erasures(house: House) -> int:
    with house.database.reading() as session:
        return finish_erasures(session, house.clock(), newest=NEWEST)


due.register("erasures to finish", _finish_erasures)
due.register("heads to sign", sign_when_due)
due.register("witnesses to ask", ask_witnesses)

ledger.add_command(key)
ledger.add_command(cosign)

commands: tuple[click.Command, ...] = (ledger,)
