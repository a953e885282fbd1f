"""`sayso areas`: the boroughs and wards that people may live in, loaded from a list."""

import csv
from pathlib import Path

import click
from sqlalchemy.orm import Session

from survey.house import at_home
from survey.people import store
from survey.people.models import Area

COLUMNS = ("code", "name", "level", "parent")
LEVELS = ("borough", "ward")  # boroughs first: a ward names one


@click.group()
def areas() -> None:
    """Boroughs and wards."""


@areas.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Add areas from a CSV with the columns code, name, level (borough or ward), parent: all of them or none."""
    rows = _rows(file)
    with at_home() as house, house.database.writing() as session:
        known = {area.code for area in store.areas(session)}
        if problems := _problems(file, rows, known):
            raise click.ClickException("\n".join(problems))
        added = _add(session, [row for row in rows if row["code"] not in known])
    click.echo(f"{added} areas added, {len(rows) - added} known already.")


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
            raise click.ClickException(
                f"{file.name} has no column {', '.join(missing)}. Expected: {', '.join(COLUMNS)}."
            )
        return [{column: (row[column] or "").strip() for column in COLUMNS} for row in reader]


def _problems(file: Path, rows: list[dict[str, str]], known: set[str]) -> list[str]:
    boroughs = known | {row["code"] for row in rows if row["level"] == "borough"}
    found: list[str] = []
    for number, row in enumerate(rows, start=2):
        where = f"{file.name}, row {number}"
        if not row["code"] or len(row["code"]) > Area.code.type.length:
            found.append(f"{where}, code: “{row['code']}”. Expected: 1 to 12 letters and numbers.")
        if row["level"] not in LEVELS:
            found.append(f"{where}, level: “{row['level']}”. Expected: borough or ward.")
        if row["level"] == "ward" and row["parent"] not in boroughs:
            found.append(f"{where}, parent: “{row['parent']}”. Expected: the code of a borough.")
    return found


def _add(session: Session, rows: list[dict[str, str]]) -> int:
    for row in sorted(rows, key=lambda row: LEVELS.index(row["level"])):
        store.add_area(session, row["code"], row["name"], row["level"], row["parent"] or None)
    return len(rows)


commands: tuple[click.Command, ...] = (areas,)
