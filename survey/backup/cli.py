"""`sayso backup` and `sayso restore`."""

import sys
from datetime import datetime
from pathlib import Path

import click

from survey import schema
from survey.backup import store
from survey.backup.manifest import Manifest
from survey.backup.restore import store as restores
from survey.backup.restore.store import Restored, Restoring
from survey.house import House, at_home

A_FILE = click.Path(path_type=Path, dir_okay=False)
A_BACKUP = click.Path(path_type=Path, dir_okay=False, exists=True)
A_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command()
@click.argument("file", type=A_FILE, required=False)
@click.option("--keys", type=A_FILE, help="Back up the keys to this file instead. It may be kept for 30 days.")
@click.option("--prune", type=A_FOLDER, help="Delete the backups of keys in this folder that are older than that.")
def backup(file: Path | None, keys: Path | None, prune: Path | None) -> None:
    """Write all that is kept to FILE, as it was at one moment, while the service goes on.

    Back up the keys after the database, to another place: without them the other file says nothing to anyone.
    """
    if [file, keys, prune].count(None) != 2:
        raise click.UsageError("Say one thing: a FILE for the database, or --keys FILE, or --prune FOLDER.")
    with at_home() as house:
        if file:
            _say_main(file, store.back_up(house.database, file, house.clock(), _watch()))
        elif keys:
            _say_keys(keys, store.back_up_keys(house.database.keys, keys, house.clock(), _watch()))
        elif prune:
            _say_pruned(store.prune(prune, house.clock()))


def _say_main(file: Path, manifest: Manifest) -> None:
    rows = sum(copy.rows for copy in manifest.tables.values())
    click.echo(f"{file}: {len(manifest.tables)} tables, {rows} rows. {manifest.size} entries, root {manifest.root}.")
    click.echo("Now the keys, to another place: sayso backup --keys FILE")


def _say_keys(file: Path, manifest: Manifest) -> None:
    click.echo(f"{file}: {manifest.tables['segment_key'].rows} keys.")
    click.echo(f"Delete it by {_day(manifest.keep_until)}: until then, what is erased could be opened with it.")


def _day(moment: datetime | None) -> str:
    return f"{moment:%-d %B %Y}" if moment else ""


def _say_pruned(gone: list[Path]) -> None:
    for file in gone:
        click.echo(f"Deleted {file.name}: what was erased since can no longer be opened with it.")
    if not gone:
        click.echo("No backup of keys here is older than 30 days.")


def _watch() -> store.Progress:
    """Say how far it has come, to those who watch a terminal."""

    def tell(table: str, rows: int) -> None:
        click.echo(f"\r  {table}: {rows}\033[K", err=True, nl=False)

    return tell if sys.stderr.isatty() else store.no_progress


@click.command()
@click.argument("file", type=A_BACKUP, required=False)
@click.option("--keys", type=A_BACKUP, help="A backup of the keys, when the key store was lost too.")
@click.option("--checkpoint", type=A_BACKUP, help="A checkpoint kept outside: the newest that a witness or a file has.")
@click.option(
    "--knowing-loss", is_flag=True, help="Go on although the checkpoint knows entries that the backup has not."
)
@click.option(
    "--finish", is_flag=True, help="After a copy was brought back by other means: erase again what was erased."
)
def restore(file: Path | None, keys: Path | None, checkpoint: Path | None, knowing_loss: bool, finish: bool) -> None:
    """Bring back FILE into an empty database, erase again what was erased since, and check everything.

    Nothing is served until that is done. When it is interrupted, run the same again.
    """
    if not (file or keys or finish) or (file and finish):
        raise click.UsageError("Say what to restore: a FILE, or --keys FILE alone, or --finish.")
    with at_home() as house:
        if finish:
            again = restores.finish(house.database, now=house.clock(), rng=house.rng)
            click.echo(f"{again} parts had come back and were erased again.")
        elif file:
            _restore_all(house, file, keys, checkpoint, knowing_loss=knowing_loss)
        elif keys:
            added = restores.restore_keys(Restoring(house.database, keys, house.clock(), house.rng, keys_file=keys))
            click.echo(f"{added} keys are back; of those destroyed, none.")


def _restore_all(house: House, file: Path, keys: Path | None, checkpoint: Path | None, *, knowing_loss: bool) -> None:
    known = restores.read_known(checkpoint.read_text("utf-8"), file) if checkpoint else None
    restoring = Restoring(house.database, file, house.clock(), house.rng, keys, known, _watch())
    manifest = restores.ready(restoring)
    click.echo(restores.what_outside_knows(restoring, manifest)[1])
    schema.upgrade(house.database)
    _say_restored(restores.restore(restoring, knowing_loss=knowing_loss))


def _say_restored(done: Restored) -> None:
    click.echo(f"Restored {done.size} entries. {done.erased_again} parts that were erased since were erased again.")
    click.echo(f"The ledger holds, and entry {done.place} says that it was restored. Sayso can run.")


commands: tuple[click.Command, ...] = (backup, restore)
