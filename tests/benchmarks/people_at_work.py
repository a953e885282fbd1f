"""Who answers in a benchmark: a database full of people with a link each, and the taps of one whole survey."""

import gzip
import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from people import gather
from survey import schema
from survey.app import Sayso, create_app
from survey.consent.store import decide
from survey.people.person import Kind
from survey.people.store import add_person, invite
from survey.questionnaires.shelf import LIBRARY, shelf
from survey.questionnaires.store import open_round
from survey.settings import Settings

FIVE_A_PAGE, ONE_A_PAGE = "strands", "strands_one"
FIELD = re.compile(rb'<input type="hidden" name="(\w+)" value="([^"]*)">')
RADIO = re.compile(rb'name="(\w+)" type="radio" value="1"')
Ask = Callable[..., tuple[int, str, bytes]]  # method, path, form, headers: status, where it leads or is, body
PART = {"X-Sayso-Part": "main"}


def packs(folder: Path) -> str:
    """A folder with the same 25 items, one to a page."""
    text = (LIBRARY / "strands.toml").read_text("utf-8")
    text = text.replace('id = "strands"', f'id = "{ONE_A_PAGE}"').replace("per_page = 5", "per_page = 1")
    (folder / "strands_one.toml").write_text(text, "utf-8")
    return str(folder)


def settled(settings: Settings, people: int) -> tuple[Sayso, dict[str, list[str]]]:
    """The application over a fresh database, and for each questionnaire as many links as there are people."""
    sayso = create_app(settings)
    house = sayso.house
    schema.upgrade(house.database)
    gather(house)
    now, rng = house.clock(), house.rng
    days = {"opens_on": now.date() - timedelta(days=1), "closes_on": now.date() + timedelta(days=30)}
    links: dict[str, list[str]] = {FIVE_A_PAGE: [], ONE_A_PAGE: []}
    with house.database.writing() as session:
        for questionnaire in links:
            facts = {"organisation_id": "harbour", "questionnaire": questionnaire, "title": "Bench", "wave": 1}
            open_round(session, shelf(settings.packs_dir), questionnaire.replace("_", "-"), **facts, **days)
        for _ in range(people):
            who = {"kind": Kind.YOUNG_PERSON, "name": "Someone", "born": "2011-03", "organisation_id": "harbour"}
            person = add_person(session, by=None, now=now, rng=rng, **who)
            decide(session, person, "take_part", "given", now=now, rng=rng)
            keys = {"by": None, "days": 30, "secret_key": settings.secret_key, "now": now, "rng": rng}
            for questionnaire, tokens in links.items():
                made = invite(session, person, round_id=questionnaire.replace("_", "-"), **keys)
                tokens.append(made.token)
    return sayso, links


def whole_survey(ask: Ask, token: str, *, by_fetch: bool = False) -> int:
    """From the first question to "we have your answers", as a browser without JavaScript goes. Gives the requests.

    `by_fetch`: as the page's script goes: each form's answer is the main part of the page after it.
    """
    requests = 0

    def step(method: str, path: str, form: dict[str, str] | None = None) -> tuple[str, bytes]:
        nonlocal requests
        fetched = form is not None and by_fetch
        status, location, body = ask(method, path, form, PART) if fetched else ask(method, path, form)
        requests += 1
        if fetched:
            path = location
        while status == 303:
            path = location
            status, location, body = ask("GET", path, None)
            requests += 1
        if status != 200:
            raise RuntimeError(f"{method} {path} gave {status}")
        return path, body

    path, body = step("GET", f"/en/responses/{token}/resume")
    while not path.endswith("/done"):
        form = filled(body)
        path, body = step("POST", path, form | ({"key": new_key()} if by_fetch and "seen" in form else {}))
    return requests


def new_key() -> str:
    """What the page's script sends with each save."""
    return os.urandom(16).hex()


def filled(page: bytes) -> dict[str, str]:
    """The page's form with every question answered."""
    form = {name.decode(): value.decode() for name, value in FIELD.findall(page)}
    return form | {item.decode(): "1" for item in RADIO.findall(page)} | {"act": "next"}


def leads(headers: Mapping[str, str]) -> str:
    """Where an answer leads, or what page it is of."""
    return headers.get("Location") or headers.get("X-Sayso-At") or ""


def unpacked(headers: Mapping[str, str], body: bytes) -> bytes:
    """The body as it was before it was compressed."""
    return gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body


def in_process(app: object) -> Ask:
    """Ask a WSGI application directly."""
    from werkzeug.test import Client

    client = Client(app)

    def ask(
        method: str, path: str, form: dict[str, str] | None, more: Mapping[str, str] | None = None
    ) -> tuple[int, str, bytes]:
        headers = {"Accept-Encoding": "gzip", **(more or {})}
        response = client.open(path, method=method, data=form, headers=headers)
        return response.status_code, leads(response.headers), unpacked(response.headers, response.data)

    return ask
