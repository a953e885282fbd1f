"""Upgrading a service: what it has to do next is said where it is done."""

import pytest
from click.testing import CliRunner

from survey import schema
from survey.cli import main
from survey.database import Database


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_upgrades_is_told_to_fill_new_tables_and_whoever_begins_is_not(database_url, monkeypatch):
    monkeypatch.setenv("SAYSO_MODE", "test")
    monkeypatch.setenv("SAYSO_SECRET_KEY", "a-secret-for-tests-that-is-long-enough")
    monkeypatch.setenv("SAYSO_DATABASE_URL", database_url)
    database = Database(database_url)
    assert "sayso ledger rebuild" not in upgraded()
    schema.downgrade(database, "0036_what_readers_say")
    assert "sayso ledger rebuild" in upgraded()
    database.dispose()
    new = f"{database_url}.new"
    monkeypatch.setenv("SAYSO_DATABASE_URL", new)
    assert "sayso ledger rebuild" not in upgraded()


def upgraded() -> str:
    result = CliRunner().invoke(main, ["db", "upgrade"])
    assert result.exit_code == 0, result.output
    return result.output
