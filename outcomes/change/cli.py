"""`sayso measures describe`, `raters` and `change`: what rounds came to, small groups hidden. It is no release."""

import json
from dataclasses import asdict

import click
from sqlalchemy.orm import Session

from outcomes.change.compared import Agreed, Changed, agreed, changed, told_of
from outcomes.change.description import Description, describe
from outcomes.change.store import groups_by, ratings, rounds_of_scores, sittings
from outcomes.measures.cli import measures
from outcomes.measures.definition import library, the_measure
from outcomes.measures.scale import Measure
from survey.house import at_home

HIDDEN = "[c]"
LEGEND = f"{HIDDEN}: fewer than 10, or hidden so that those cannot be worked out."
LEGEND_OF_TWO = f"{HIDDEN}: fewer than 10 who have both, or nothing that varies."
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


@measures.command("raters")
@click.option("--measure", "measure_id", help="Only this measure, as young people answer it of themselves.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def describe_raters(measure_id: str | None, as_json: bool) -> None:
    """Say how far raters agree: ICC(A,1) of each scale that others told of, too. It is not a release."""
    found: list[tuple[Measure, Agreed]] = []
    with at_home() as house, house.database.reading() as session:
        for measure in library().values():
            others = told_of(measure, library())
            if others and measure_id in (None, measure.id):
                said = ratings(session, [each.id for each in (measure, *others)])
                found += [(measure, each) for each in agreed(measure, others, said)]
    if not found:
        raise click.ClickException("No scale here was told of by more than one rater.")
    if as_json:
        click.echo(json.dumps([{"measure": measure.id} | asdict(each) for measure, each in found]))
        return
    click.echo(f"{'scale':<28} {'time':>4} {'n':>6} {'ICC':>8} {'95 % from':>10} {'to':>8}")
    for measure, each in found:
        icc = each.found
        figures = f"{icc.n:>6} {icc.icc:>8.4f} {icc.low:>10.2f} {icc.high:>8.2f}" if icc else f"{HIDDEN:>6}"
        click.echo(f"{measure.id + '/' + each.scale:<28} {each.wave:>4} {figures}")
    click.echo(LEGEND_OF_TWO)


@measures.command("change")
@click.option("--measure", "measure_id", required=True, help="Which measure.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def describe_change(measure_id: str, as_json: bool) -> None:
    """Say how each scale changed, first to last: points, d_av, g_av. It is not a release."""
    measure = the_measure(measure_id)
    if measure is None:
        raise click.ClickException(f"There is no measure {measure_id}. `sayso measures list` shows them.")
    with at_home() as house, house.database.reading() as session:
        lines = list(changed(measure, ratings(session, [measure.id], over_time=True)))
    if not lines:
        raise click.ClickException(f"{measure.title} was not asked at two times.")
    if as_json:
        click.echo(json.dumps([{"measure": measure.id} | asdict(each) for each in lines]))
        return
    click.echo(f"{measure.title}: later minus earlier, with 95 % ranges")
    for each in lines:
        click.echo(f"{each.scale:<20} {each.waves[0]} to {each.waves[1]} " + _change(each))
    click.echo(LEGEND_OF_TWO)


def _change(each: Changed) -> str:
    if each.points is None or each.size is None:
        return f"{HIDDEN:>6}"
    points, size = each.points, each.size
    moved = f"n {points.n:>6} points {points.mean:>8.3f} ({points.low:.3f} to {points.high:.3f})"
    plain = f"d_av {size.d_av:>6.2f} ({size.d_low:.2f} to {size.d_high:.2f})"
    return f"{moved} {plain} g_av {size.g_av:>6.2f} ({size.g_low:.2f} to {size.g_high:.2f})"


commands: tuple[click.Command, ...] = (measures,)
