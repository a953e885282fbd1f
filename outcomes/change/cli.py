"""`sayso measures describe`: n, mean, sd and alpha of what a round came to, small groups hidden."""

import json
from dataclasses import asdict

import click
from sqlalchemy.orm import Session

from outcomes.change.description import Description, describe
from outcomes.change.store import groups_by, rounds_of_scores, sittings
from outcomes.measures.cli import measures
from outcomes.measures.definition import the_measure
from survey.house import at_home

HIDDEN = "[c]"
LEGEND = f"{HIDDEN}: fewer than 10, or hidden so that those cannot be worked out."
EVERYBODY = "everybody"


@measures.command("describe")
@click.option("--round", "round_id", help="Only this round.")
@click.option("--measure", "measure_id", help="Only this measure.")
@click.option("--by", "field", help="Also by what people say of themselves in this field, such as gender.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def describe_round(round_id: str | None, measure_id: str | None, field: str | None, as_json: bool) -> None:
    """Say n, mean, sd and alpha of each scale. For people who may see the database: it is not a release."""
    with at_home() as house, house.database.reading() as session:
        wanted = [
            (each, of)
            for each, of in rounds_of_scores(session)
            if round_id in (None, each) and measure_id in (None, of) and the_measure(of) is not None
        ]
        if not wanted:
            raise click.ClickException("There is no such round with scores. `sayso measures describe` shows them all.")
        tables = [(each, of, _lines(session, each, of, field)) for each, of in wanted]
    if as_json:
        click.echo(json.dumps([_plain(each, of, field, line) for each, of, lines in tables for line in lines]))
        return
    for each, of, lines in tables:
        _print(each, of, field, lines)
    click.echo(LEGEND)


def _lines(session: Session, round_id: str | None, measure_id: str, field: str | None) -> list[Description]:
    measure = the_measure(measure_id)
    assert measure is not None, "only known measures are asked for"
    people = sittings(session, round_id, measure)
    groups = groups_by(session, field, [one.person for one in people]) if field else None
    if field and not groups:
        raise click.ClickException(f"Nobody in {round_id} says anything of themselves called {field}.")
    return describe(measure, people, groups)


def _plain(round_id: str | None, measure_id: str, field: str | None, line: Description) -> dict[str, object]:
    facts = asdict(line) | {"alpha": line.alpha.value if line.alpha else None}
    return {"round": round_id, "measure": measure_id, "by": field if line.group is not None else None} | facts


def _print(round_id: str | None, measure_id: str, field: str | None, lines: list[Description]) -> None:
    measure = the_measure(measure_id)
    assert measure is not None, "only known measures are asked for"
    click.echo(f"{round_id or 'outside any round'} · {measure.title}{f' · by {field}' if field else ''}")
    click.echo(f"{'scale':<20} {'group':<32} {'n':>6} {'mean':>9} {'sd':>9} {'alpha':>8}")
    for line in lines:
        click.echo(f"{line.scale:<20} {line.group or EVERYBODY:<32} " + _figures(line))
    click.echo("")


def _figures(line: Description) -> str:
    if line.hidden:
        return f"{HIDDEN:>6} {HIDDEN:>9} {HIDDEN:>9} {HIDDEN:>8}"
    alpha = f"{line.alpha.value:.4f}" if line.alpha else "-"
    return f"{line.n:>6} {line.mean:>9.4f} {line.sd:>9.4f} {alpha:>8}"


commands: tuple[click.Command, ...] = (measures,)
