"""Who checks is nobody: no entry, no row, no line in the log, no cookie. Another page shows that the log works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.test import Client, TestResponse

from survey import schema
from survey.app import METADATA, Sayso, create_app
from survey.checks import offline
from survey.settings import Settings
from tests.survey.ledger.evidence import History

RECEIPT = History(3).receipt(2)


def made(mode: str, folder: Path) -> Sayso:
    app = create_app(Settings(mode=mode, secret_key="s" * 32, database_url=f"sqlite:///{folder}/sayso.db"))
    schema.upgrade(app.house.database)
    return app


@pytest.fixture
def sayso(tmp_path: Path) -> Iterator[Sayso]:
    app = made("test", tmp_path)
    yield app
    app.house.database.dispose()


def rows(sayso: Sayso) -> dict[str, list[object]]:
    with sayso.house.database.reading() as session:
        return {each.name: list(session.execute(select(each))) for each in METADATA.sorted_tables}


def every_way(client: Client) -> list[TestResponse]:
    asked = [client.post("/en/check", data={"code": code}) for code in (RECEIPT.code, str(RECEIPT), "nonsense")]
    return [*asked, *(client.get(f"/en/check{more}") for more in ("", "/verify.html", "/verify.py"))]


def test_nothing_is_kept_of_a_check(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    sayso = made("demo", tmp_path)  # in tests there is no log
    client, before = Client(sayso), rows(sayso)
    assert str(sayso.house.signer.key)  # made when it is first needed
    capfdbinary.readouterr()
    answers = every_way(client)
    assert [answer.status_code for answer in answers] == [200, 200, 422, 200, 200, 200]
    assert capfdbinary.readouterr().err == b""
    assert rows(sayso) == before
    for answer in answers:
        assert "Set-Cookie" not in answer.headers
        assert "Location" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
    client.get("/en/help")
    assert b"people.get_help" in capfdbinary.readouterr().err
    sayso.house.database.dispose()


def test_only_this_page_may_ask_for_the_camera(sayso: Sayso) -> None:
    client = Client(sayso)
    assert "camera=(self)" in client.get("/en/check").headers["Permissions-Policy"]
    assert "camera=(self)" in client.post("/en/check", data={"code": ""}).headers["Permissions-Policy"]
    for other in ("/en/help", "/en/code", "/en/check/verify.html", "/desk/accounts/login"):
        assert "camera=()" in client.get(other).headers["Permissions-Policy"]


@pytest.mark.parametrize("name", ["verify.html", "verify.py"])
def test_the_files_to_take_are_the_same_for_everyone_and_never_shown_from_here(sayso: Sayso, name: str) -> None:
    answer = Client(sayso).get(f"/en/check/{name}", headers={"Accept-Encoding": "gzip"})
    assert answer.data == Path(offline.__file__).with_name(name).read_bytes()
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert answer.mimetype == "application/octet-stream"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_page_gives_the_key_that_the_files_ask_for(sayso: Sayso) -> None:
    assert str(sayso.house.signer.key).replace("+", "&#43;") in Client(sayso).get("/en/check").text.replace(
        "+", "&#43;"
    )
