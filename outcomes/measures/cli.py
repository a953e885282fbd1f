"""`sayso import answers` brings an existing data set in; `sayso measures list` shows what can be scored."""

from collections.abc import Callable
from pathlib import Path

import click

from outcomes.measures.definition import library
from outcomes.measures.intake import Intake, take_in
from outcomes.measures.mapping import ImportMapping, mapping_from_toml
from outcomes.measures.sheet import Sheet, read_sheet
from outcomes.measures.store import bring_in, refuse_a_second_time
from survey.house import House, at_home

STEPS = 10  # times that progress is told


@click.group("import")
def import_group() -> None:
    """Bring in what exists already."""


@import_group.command("answers")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", "mapping_file", type=click.Path(path_type=Path), required=True, help="Which column is what.")
@click.option("--leave-out-bad-rows", is_flag=True, help="Import the rows that are right, and say which were not.")
def answers(file: Path, mapping_file: Path, leave_out_bad_rows: bool) -> None:
    """Bring in a CSV or XLSX file as a round. Every cell that does not fit is reported, and nothing is mended."""
    mapping = _mapping(mapping_file)
    sheet = read_sheet(file, separator=mapping.separator, sheet=mapping.sheet)
    with at_home() as house:
        with house.database.reading() as session:
            refuse_a_second_time(session, sheet, mapping)
        intake = take_in(sheet, mapping)
        _report(intake)
        _refuse_bad(intake, leave_out_bad_rows)
        _write(house, sheet, mapping, intake)
    _tell(sheet, mapping, intake)


def _refuse_bad(intake: Intake, leave_out_bad_rows: bool) -> None:
    if intake.bad_cells and not leave_out_bad_rows:
        raise click.ClickException(
            "Nothing was imported. Mend the cells, or leave their rows out: --leave-out-bad-rows"
        )
    if not intake.respondents:
        raise click.ClickException("Nothing was imported: no row is right.")


def _mapping(path: Path) -> ImportMapping:
    try:
        return mapping_from_toml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"The mapping {path} cannot be read: {error}.") from error


def _report(intake: Intake) -> None:
    """Every bad cell, one to a line, on the error stream."""
    for cell in intake.bad_cells:
        click.echo(cell.sentence(), err=True)
    if intake.bad_cells:
        cells, rows = len(intake.bad_cells), len(intake.bad_rows)
        click.echo(f"{cells:,} cells in {rows:,} of {intake.rows_read:,} rows do not fit.", err=True)


def _write(house: House, sheet: Sheet, mapping: ImportMapping, intake: Intake) -> None:
    """One transaction: stopped at any moment, nothing of it is there, and it can be run again."""
    with house.database.writing() as session:
        progress = _progress(len(intake.respondents))
        bring_in(session, sheet, mapping, intake, now=house.clock(), rng=house.rng, progress=progress)


def _progress(total: int) -> Callable[[int], None]:
    """Say how far it has got, about ten times in all."""
    every = max(1, total // STEPS)

    def tell(done: int) -> None:
        if done % every == 0 or done == total:
            click.echo(f"{done:,} of {total:,} rows", err=True)

    return tell


def _tell(sheet: Sheet, mapping: ImportMapping, intake: Intake) -> None:
    rounds = ", ".join(mapping.round_id(part.measure) for part in mapping.answers)
    click.echo(f"Imported {len(intake.respondents):,} of {intake.rows_read:,} rows of {sheet.name} as {rounds}.")
    click.echo(f"Basis: {mapping.basis}. {mapping.basis_note}")
    if intake.bad_rows:
        numbers = ", ".join(str(row) for row in intake.bad_rows)
        click.echo(f"Left out {len(intake.bad_rows):,} rows: {numbers}.")


@click.group()
def measures() -> None:
    """What is measured, and what it came to."""


@measures.command("list")
def list_measures() -> None:
    """Every measure that answers can be scored by."""
    for measure in library().values():
        scales = ", ".join(scale.id for scale in measure.scales)
        click.echo(f"{measure.id} (version {measure.version}): {measure.title}")
        click.echo(f"  {len(measure.values)} items; scales {scales}; ages {measure.age_min} to {measure.age_max}")
        click.echo(f"  {measure.licence}")


commands: tuple[click.Command, ...] = (import_group, measures)
