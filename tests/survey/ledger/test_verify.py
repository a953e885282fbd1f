"""`sayso ledger verify`: says that the ledger holds, or names the first bad entry and ends with 1."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from people import Cast
from survey.app import Sayso
from survey.cli import main
from tests.survey.ledger.test_rebuild import environ
from tests.survey.ledger.test_record import unguarded

__all__ = ["environ"]


def verify(*options: str):
    return CliRunner().invoke(main, ["ledger", "verify", *options])


def test_it_works(sayso: Sayso, cast: Cast, environ) -> None:
    said = verify("--json")
    facts = json.loads(said.output)
    assert (said.exit_code, facts["holds"], facts["first_bad"]) == (0, True, None)
    assert verify().output == f"The ledger holds. {facts['size']} entries, root {facts['root']}.\n"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM segment_content WHERE entry_seq = {bad}",
        "UPDATE entry SET kind = 'person.lost' WHERE seq = {bad}",
    ],
)
def test_the_first_bad_entry_is_named(sayso: Sayso, cast: Cast, environ, statement: str) -> None:
    with sayso.house.database.writing() as session:
        bad = session.execute(text("SELECT seq FROM person WHERE name = 'Amina'")).scalar_one()
        unguarded(session, statement.format(bad=bad))
    said = verify("--json")
    facts = json.loads(said.output)
    assert (said.exit_code, facts["holds"], facts["first_bad"]) == (1, False, bad)
    told = verify()
    assert told.exit_code == 1
    assert f"The first bad entry is {bad}" in told.output


def test_an_empty_ledger_holds(sayso: Sayso, environ) -> None:
    assert verify().output.startswith("The ledger holds. 0 entries")
