"""The request log: one line each, and never the address, because the address is the key."""

import json
from pathlib import Path

import pytest
from werkzeug.test import Client

from survey.app import create_app
from survey.settings import Settings

TOKEN = "1" + "a" * 32


def test_a_line_names_the_endpoint_and_never_the_address(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    app = create_app(Settings(mode="demo", secret_key="s" * 32, database_url=f"sqlite:///{tmp_path}/sayso.db"))
    Client(app).get("/en/help?name=Amina")
    out = capfdbinary.readouterr().err
    (line,) = [json.loads(each) for each in out.splitlines() if each.startswith(b"{")]
    assert line["event"] == "people.get_help"
    assert line["status"] == 200
    assert b"Amina" not in out
    app.house.database.dispose()


def test_a_link_is_never_in_the_log(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    app = create_app(Settings(mode="demo", secret_key="s" * 32, database_url=f"sqlite:///{tmp_path}/sayso.db"))
    Client(app).get(f"/go/{TOKEN}")  # the database is empty: even our own failure must not print it
    assert TOKEN.encode() not in capfdbinary.readouterr().err
    app.house.database.dispose()
