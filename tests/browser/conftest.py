"""A real browser on a real, small demonstration: Chromium, waitress, SQLite. Skipped where there is no Chromium.

Its headless shell, where it is there, draws the same pages with less work than a whole Chromium that hides its windows.

Every page is watched: whatever it asks of another site, has refused by the content policy or complains about is kept,
and fails the test when it ends.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
import waitress

from outcomes.demonstration import store as demonstration
from survey.app import create_app
from survey.database import Database
from survey.settings import DEMO_SECRET, LANGUAGES, Settings
from tests import demonstrations
from tests.house import pseudo

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first that is there
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
PATIENCE = 30_000  # ms that a busy machine may take over what takes a moment; nobody waits for it otherwise
PHONE, SMALL, WIDE = {"width": 360, "height": 740}, {"width": 320, "height": 640}, {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Site:
    """A served demonstration: where it is, and a link for each kind of person."""

    base_url: str
    links: dict[str, str]
    settings: Settings


@contextmanager
def served(settings: Settings) -> Iterator[Settings]:
    """The application, served on a free port of this machine."""
    app = create_app(settings)
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield replace(settings, base_url=f"http://127.0.0.1:{server.effective_port}")
    finally:
        server.close()
        thread.join(5)
        app.house.database.dispose()


@pytest.fixture(scope="session")
def demonstration_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A demonstration in an SQLite file, built once."""
    if CHROMIUM is None:
        pytest.skip("There is no Chromium on the PATH, so the browser journeys do not run.")
    return demonstrations.copied(tmp_path_factory)


@pytest.fixture(scope="session")
def site(demonstration_url: str) -> Iterator[Site]:
    """The demonstration, served in every language that ships; English first."""
    languages = {"languages": LANGUAGES}
    with served(Settings(mode="demo", secret_key=DEMO_SECRET, database_url=demonstration_url, **languages)) as settings:
        yield _site(settings)


@pytest.fixture(scope="session")
def mirrored(demonstration_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same demonstration in two languages that nobody speaks, one of which runs from right to left."""
    words = pseudo.write(tmp_path_factory.mktemp("words"), "qps", "qps_rtl")
    languages = {"languages": ("qps_rtl", "qps"), "translations_dir": str(words), "packs_dir": str(words)}
    with served(Settings(mode="demo", secret_key=DEMO_SECRET, database_url=demonstration_url, **languages)) as settings:
        yield _site(settings)


def _site(settings: Settings) -> Site:
    database = Database(settings.database_url)
    with database.reading() as session:
        links = demonstration.links(session, settings)
    database.dispose()
    return Site(settings.base_url, links, settings)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium for all tests."""
    if CHROMIUM is None:
        pytest.skip("There is no Chromium on the PATH, so the browser journeys do not run.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a window: `browse(viewport=PHONE, java_script_enabled=False)`. It is watched until the test ends."""
    windows: list[Any] = []
    complaints: list[str] = []

    def open_window(**options: Any) -> Any:
        window = chromium.new_context(**{"viewport": PHONE, "locale": "en-GB", "reduced_motion": "reduce"} | options)
        windows.append(window)
        page = window.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: _is_ours(request.url) or complaints.append(f"asked for {request.url}"))
        page.on("console", lambda said: _is_fine(said) or complaints.append(f"the console: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(f"a script failed: {error}"))
        return page

    yield open_window
    for window in windows:
        window.close()
    assert not complaints


def _is_ours(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "about:"))


def _is_fine(said: Any) -> bool:
    """A page that is meant to be refused is no fault of its own."""
    return said.type not in ("error", "warning") or "Failed to load resource: the server responded with" in said.text
