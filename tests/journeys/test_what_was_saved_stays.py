"""Acknowledged means durable: the server is killed while pages are being saved; what it answered for is there.

SQLite only, because the process that is killed is then the database too.
"""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from databases import copy_sqlite

from survey import schema
from survey.consent.store import decide
from survey.database import Database
from survey.ledger.verifying.store import verify
from survey.people import store as people
from survey.people.invitation import form_key
from survey.people.person import Kind
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round
from survey.responses import store as responses

SECRET, ROUND = "a-secret-for-tests-that-is-long-enough", "harbour-autumn"
PHONES, PAGES = 4, 5
PATIENCE = 60  # s that a busy machine may take over it; nobody waits for it otherwise


@dataclass
class Sender:
    """One phone, saving page after page as fast as it is answered. What was answered for is written down."""

    person_id: str
    token: str
    answered_for: dict[int, int] = field(default_factory=dict)  # page: the code that the server said it has
    on_its_way: dict[int, int] = field(default_factory=dict)

    def run(self, port: int, until: threading.Event) -> None:
        turn = 0
        with suppress(OSError, http.client.HTTPException):
            while not until.is_set():
                page, code = turn % PAGES + 1, turn // PAGES % 3
                self.on_its_way[page] = code
                if self.save(port, page, code) == 303:
                    self.answered_for[page] = self.on_its_way.pop(page)
                turn += 1

    def save(self, port: int, page: int, code: int) -> int:
        items = shelf().latest("strands").pages[page - 1].items
        form = {item: code for item in items} | {"act": "next", "asked": "strands.1", "after": page + 1}
        form |= {"form_key": form_key(self.token, SECRET)}
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", f"/en/responses/{self.token}/{page}", urlencode(form), headers)
        status = connection.getresponse().status
        connection.close()
        return status


@pytest.fixture
def url(tmp_path: Path, sqlite_template: Path) -> str:
    path = tmp_path / "sayso.db"
    copy_sqlite(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def phones(url: str) -> list[Sender]:
    """Young people who said Yes and sat down to the questions."""
    database, now, rng = Database(url), datetime.now(UTC), random.Random(1)
    assert schema.is_up_to_date(database)
    found = []
    with database.writing() as session:
        people.add_organisation(session, "harbour", "Harbour Youth Project")
        days = {"opens_on": date(2020, 1, 1), "closes_on": now.date() + timedelta(days=9)}
        about = {"organisation_id": "harbour", "questionnaire": "strands", "title": "How things are", "wave": 1}
        open_round(session, shelf(), ROUND, **about, **days)
        for number in range(PHONES):
            who = {"kind": Kind.YOUNG_PERSON, "name": f"Person {number}", "born": "2010-03", "by": None}
            person = people.add_person(session, **who, organisation_id="harbour", now=now, rng=rng)
            decide(session, person, "take_part", "given", now=now, rng=rng)
            keys = {"days": 30, "secret_key": SECRET, "round_id": ROUND, "now": now, "rng": rng}
            found.append(Sender(person, people.invite(session, person, by=None, **keys).token))
    for phone in found:
        responses.sit_down(database, phone.person_id, ROUND, now)
    database.dispose()
    return found


@pytest.fixture
def server(url: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"SAYSO_MODE": "demo", "SAYSO_SECRET_KEY": SECRET, "SAYSO_DATABASE_URL": url, "SAYSO_PORT": str(port)}
    running = subprocess.Popen(
        [sys.executable, "-m", "survey.cli", "run"],
        env=os.environ | told,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(port)
    yield running, port
    running.kill()
    running.wait(10)


def wait_for(port: int) -> None:
    for _ in range(10 * PATIENCE):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("The server did not start.")


def test_nothing_that_was_answered_for_is_lost_when_the_server_is_killed(url, phones, server):
    running, port = server
    done = threading.Event()
    threads = [threading.Thread(target=phone.run, args=(port, done)) for phone in phones]
    for thread in threads:
        thread.start()
    until = time.monotonic() + PATIENCE
    while any(len(phone.answered_for) < PAGES for phone in phones) and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)  # in the middle of things
    running.wait(10)
    done.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert sum(len(phone.answered_for) for phone in phones) == PHONES * PAGES, "too little was saved to say anything"
    database = Database(url)
    with database.reading() as session:
        for phone in phones:
            saved = responses.saved_pages(database, phone.person_id, ROUND)
            for page, code in phone.answered_for.items():
                assert set(saved[page].values()) <= {code, phone.on_its_way.get(page, code)}
        assert verify(session).holds
    database.dispose()
