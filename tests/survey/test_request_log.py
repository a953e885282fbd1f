"""The request log: one line each, and never the address, because the address is the key."""

import json
from pathlib import Path

import pytest
from flask import redirect
from werkzeug.test import Client

from survey.app import create_app
from survey.request_log import log_requests
from survey.settings import Settings
from survey.side import PeopleSide

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


def test_a_form_that_is_led_on_to_another_page_is_one_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    side = PeopleSide("leading")
    log_requests(side)
    side.add_url_rule("/form", "form", lambda: redirect("/after", 303), methods=["POST"])
    side.add_url_rule("/after", "after", lambda: "")
    assert side.test_client().post("/form", headers={"X-Sayso-Part": "main"}).status_code == 200
    (line,) = [json.loads(each) for each in capfdbinary.readouterr().err.splitlines() if each.startswith(b"{")]
    assert (line["method"], line["event"], line["status"]) == ("POST", "form", 200)


def test_a_link_is_never_in_the_log(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    app = create_app(Settings(mode="demo", secret_key="s" * 32, database_url=f"sqlite:///{tmp_path}/sayso.db"))
    Client(app).get(f"/go/{TOKEN}")  # the database is empty: even our own failure must not print it
    assert TOKEN.encode() not in capfdbinary.readouterr().err
    app.house.database.dispose()
