"""The migrations: a diary of numbered steps that adds up to the models, each going up and down on both databases."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from survey import app, schema
from survey.database import Database
from tests.house.checkout import ROOT, parsed

VERSIONS = ROOT / "migrations" / "versions"


def steps() -> list[str]:
    return sorted(path.stem for path in VERSIONS.glob("*.py"))


def stated(step: str, name: str) -> str | None:
    """A name bound at the top of a migration, such as revision."""
    found = re.search(rf"^{name}\b[^=\n]*= *[\"']?([\w]+)", (VERSIONS / f"{step}.py").read_text("utf-8"), re.MULTILINE)
    return found[1] if found and found[1] != "None" else None


def test_the_steps_are_one_numbered_chain_and_head_is_its_end():
    assert schema.head() == steps()[-1]
    for before, step in zip([None, *steps()], steps(), strict=False):
        assert re.match(r"\d{4}_[a-z0-9_]+$", step)
        assert stated(step, "revision") == step
        assert stated(step, "down_revision") == before


@pytest.mark.parametrize("step", steps())
def test_each_step_says_why_in_one_sentence(step):
    import ast

    said = (ast.get_docstring(parsed(VERSIONS / f"{step}.py")) or "").strip()
    assert said.split("\n")[0].endswith("."), f"{step} says {said!r}"


def test_the_migrations_make_what_the_models_describe(database: Database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, app.METADATA)
    assert not differences


def test_each_step_goes_down_and_up_again(database: Database):
    chain = steps()
    for here, below in zip(reversed(chain), [*reversed(chain[:-1]), "base"], strict=True):
        schema.downgrade(database, below)
        schema.upgrade(database, here)
        schema.downgrade(database, below)
    with database.engine.connect() as connection:
        left = set(inspect(connection).get_table_names()) - {"alembic_version"}
        assert not left
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 0
    schema.upgrade(database)
    assert schema.is_up_to_date(database)
