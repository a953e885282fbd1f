"""One young person's phone and a short survey, on a server that can be taken away: for journeys without signal."""

import random
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import waitress
from databases import copy_sqlite

from people import Cast
from survey.app import Sayso, create_app
from survey.consent.store import decide
from survey.people.store import invite
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round
from survey.responses.store import look
from survey.settings import DEMO_SECRET, Settings
from tests.browser.conftest import PATIENCE, PHONE

SHORT = """
id = "short"
version = 1
title = "How it is"
minutes = 1
licence = "Ours"
source = "These tests"
attribution = ""
[answers.three]
type = "one_choice"
options = [[1, "Never"], [2, "At times"], [3, "Often"]]
[answers.own]
type = "words"
most = 500
[[section]]
answers = "three"
why = "To see that nothing is lost."
who_sees = "You."
never_used = "For anything else."
question = [
  { item = "walks", text = "How often do you walk?" },
  { item = "words", answers = "own", text = "What is it like?" },
  { item = "runs", text = "How often do you run?" },
]
"""
ANSWERS: dict[int, dict[str, Any]] = {1: {"walks": 2}, 2: {"words": "Rain & <sun>"}, 3: {"runs": 3}}
ALL = {page: (answers, 1) for page, answers in ANSWERS.items()}
FIELDS = """() => Object.fromEntries(Array.from(document.querySelectorAll(
  'main input:checked, main textarea')).map(one => [one.name, one.value]).filter(pair => pair[1]))"""
LEFT = """async () => {
  const held = await new Promise(ok => { const asked = indexedDB.open('sayso', 1)
    asked.onsuccess = () => ok(asked.result); asked.onupgradeneeded = () => {} })
  const rows = names => Promise.all(Array.from(names, name => new Promise(ok => {
    held.transaction(name).objectStore(name).getAll().onsuccess = event => ok(event.target.result) })))
  const found = (await rows(held.objectStoreNames)).flat()
  held.close()
  const workers = await navigator.serviceWorker.getRegistrations()
  return {rows: found, caches: await caches.keys(), workers: workers.map(one => one.scope)}
}"""


class Home:
    """A service with open rounds, which can be stopped and started again at the same address."""

    def __init__(self, database: Path, cast: Cast, packs: Path) -> None:
        (packs / "short.toml").write_text(SHORT, "utf-8")
        url = f"sqlite:///{database}"
        self.settings = Settings(mode="demo", secret_key=DEMO_SECRET, database_url=url, packs_dir=str(packs))
        self.cast, self.port, self.rounds = cast, 0, 0
        self.start()
        house, rng = self.app.house, random.Random(5)
        with house.database.writing() as session:
            decide(session, cast.amina, "take_part", "given", now=house.clock(), rng=rng)

    def start(self) -> None:
        self.app: Sayso = create_app(self.settings)
        self.server: Any = waitress.create_server(self.app, host="127.0.0.1", port=self.port, threads=4, ident=None)
        self.port = self.server.effective_port
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        with suppress(OSError):  # it was taken away
            self.server.run()

    def stop(self) -> None:
        for channel in list(self.server.active_channels.values()):
            channel.handle_close()
        self.server.close()
        self.thread.join(5)
        self.app.house.database.dispose()

    def begin(self) -> str:
        """A fresh round of the short survey, and Amina's link to it."""
        self.rounds += 1
        house, name = self.app.house, f"short-{self.rounds}"
        now = house.clock()
        days = {"opens_on": (now - timedelta(days=1)).date(), "closes_on": (now + timedelta(days=9)).date()}
        facts = {"organisation_id": "harbour", "questionnaire": "short", "title": "Short", "wave": 1}
        keys = {"days": 9, "secret_key": DEMO_SECRET, "now": now, "rng": random.Random(self.rounds)}
        with house.database.writing() as session:
            open_round(session, shelf(self.settings.packs_dir), name, **facts, **days)
            return invite(session, self.cast.amina, by=None, round_id=name, **keys).token

    def address(self, token: str, rest: object = "") -> str:
        return f"http://127.0.0.1:{self.port}/en/responses/{token}" + (f"/{rest}" if rest else "")

    def saved(self, token: str) -> dict[int, tuple[Any, int]]:
        """What reached us: the answers of each page, and how often it was saved."""
        house = self.app.house
        seats = {page: look(house.database, token, house.clock(), page=page) for page in ANSWERS}
        return {page: (seat.saved, seat.saved_version) for page, seat in seats.items() if seat.saved is not None}


class Phone:
    """A browser at one link."""

    def __init__(self, home: Home, context: Any, token: str) -> None:
        self.home, self.context, self.token = home, context, token
        self.page = context.pages[0] if context.pages else context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def opens(self, rest: object) -> None:
        self.page.goto(self.home.address(self.token, rest))
        self.is_ready()

    def is_ready(self) -> None:
        """The script has put in what this phone keeps."""
        self.page.wait_for_function("() => document.documentElement.dataset.soReady")

    def back(self) -> None:
        self.page.go_back()

    def reload(self) -> None:
        self.page.reload()
        self.is_ready()

    def reopen(self) -> None:
        """The tab is closed, and the same address opened in another."""
        address = self.page.url
        another = self.context.new_page()
        self.page.close()
        self.page = another
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(address)
        self.is_ready()

    def says(self, page: int) -> None:
        """Answer, and not yet Next."""
        for name, answer in ANSWERS[page].items():
            if isinstance(answer, int):
                self.page.locator(f"input[name={name}][value='{answer}']").check(force=True)
            else:
                self.page.fill(f"textarea[name={name}]", answer)

    def next(self) -> None:
        self.page.locator("button[value=next]").click()

    def sees(self, line: str) -> None:
        """The line near the button says this."""
        self.page.locator("[data-so-line]").filter(has_text=line).wait_for()

    def has_pages(self) -> None:
        """The worker has what it opens without signal."""
        self.until("caches.match(saysoOutbox.base + '/empty')")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")

    def until(self, true: str) -> None:
        """Wait for something that the page finds out by waiting itself."""
        self.page.evaluate(f"""async () => {{
          for (const end = Date.now() + {PATIENCE}; Date.now() < end;) {{
            try {{
              if (await ({true})) return
            }} catch (error) {{
              if (!(error instanceof ReferenceError)) throw error // its script is on its way
            }}
            await new Promise(ok => setTimeout(ok, 20))
          }}
          throw new Error('not in time')
        }}""")

    def is_at(self, rest: object) -> None:
        self.page.wait_for_url(self.home.address(self.token, rest))

    def filled(self) -> dict[str, str]:
        return dict(self.page.evaluate(FIELDS))

    def left(self) -> dict[str, Any]:
        """All that our pages hold on this phone."""
        return dict(self.page.evaluate(LEFT))


def typed(page: int) -> dict[str, str]:
    """The answers of a page as its fields hold them."""
    return {name: str(answer) for name, answer in ANSWERS[page].items()}


@pytest.fixture(scope="module")
def home(sqlite_with_cast: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    path, gathered = sqlite_with_cast
    database = copy_sqlite(path, tmp_path_factory.mktemp("home") / "home.db")
    made = Home(database, gathered.cast, tmp_path_factory.mktemp("packs"))
    yield made
    made.stop()


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    """A phone. Scripts that fail and what the content policy refuses are faults; a lost signal is not."""
    window, complaints = chromium.new_context(viewport=PHONE, reduced_motion="reduce"), []
    window.on("weberror", lambda error: complaints.append(str(error.error)))
    window.on("console", lambda said: "Content Security" in said.text and complaints.append(said.text))
    yield window
    window.close()
    assert not complaints


@pytest.fixture
def phone(home: Home, context: Any) -> Phone:
    return Phone(home, context, home.begin())
