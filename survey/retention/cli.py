"""`sayso retention`: propose what is past its time, and print the rules. Nothing is erased from here."""

import click

from survey import due
from survey.days import local_day
from survey.house import at_home
from survey.retention.doing.store import carry_out_due
from survey.retention.own.store import destroy_waiting
from survey.retention.rule import Nation, rules_on
from survey.retention.rules.store import propose_all, propose_due


@click.group()
def retention() -> None:
    """How long each kind of record is kept."""


@retention.command()
def propose() -> None:
    """Propose to erase what is past its time. Two people decide; what was proposed before is not proposed again."""
    with at_home() as house:
        made = propose_all(house)
    click.echo(f"{made} erasures proposed. A data lead and a manager, or two data leads, decide each.")


@retention.command()
def rules() -> None:
    """Print the rules in force here, with their sources, and which of them are still to be confirmed."""
    with at_home() as house:
        nation, today = Nation(house.settings.nation), local_day(house.clock())
    for rule in rules_on(today, nation).values():
        click.echo(f"{rule.id}{' (to be confirmed)' if rule.is_assumption else ''}\n  {rule.basis}\n  {rule.source}")
        if rule.note:
            click.echo(f"  {rule.note}")


due.register("erasures", carry_out_due)
due.register("answers that were deleted", destroy_waiting)
due.register("retention", propose_due)
commands: tuple[click.Command, ...] = (retention,)
