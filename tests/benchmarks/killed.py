"""SIGKILL to the server, again and again, under clients that answer: nothing that was acknowledged is lost.

python -m tests.benchmarks.killed 200. Compared by content, on the database as the last kill left it.
A save whose answer never came may be there or not; sent again with its key it is there once.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from survey.app import Sayso
from survey.responses.store import look
from survey.settings import Settings
from tests.benchmarks.people_at_work import FIELD, FIVE_A_PAGE, packs, settled, unpacked
from tests.benchmarks.serving import ROOT, children, free_port

SECRET = "a-secret-for-benchmarks-that-is-long-enough"
CLIENTS, KILLS = 4, 200
PAGES = 5
ALIVE = (0.0, 0.2)  # seconds of saves before each kill: in the middle of everything


@dataclass
class Client:
    """Someone who answers page after page, over and over, and remembers what was acknowledged."""

    token: str
    rng: random.Random
    acknowledged: dict[int, dict[str, int]] = field(default_factory=dict)  # the newest of each page
    unknown: dict[int, list[dict[str, int]]] = field(default_factory=dict)  # sent since, and never answered
    waiting: tuple[int, dict[str, str], dict[str, int]] | None = None  # sent, not answered: to be sent again
    saves: int = 0
    again: int = 0  # saves that took more than one try
    tries: int = 0
    wrong: list[str] = field(default_factory=list)

    def work(self, port: int, until: threading.Event) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        while not until.is_set():
            try:
                self._one(connection)
            except (OSError, HTTPException):
                connection.close()
                time.sleep(0.005)

    def _one(self, connection: HTTPConnection) -> None:
        if self.waiting is None:
            page = self.rng.randint(1, PAGES)
            form = {
                name.decode(): value.decode() for name, value in FIELD.findall(self._ask(connection, page, None)[1])
            }
            answers = {f"{strand}_{n}": self.rng.randint(0, 2) for strand in (STRANDS[page - 1],) for n in range(1, 6)}
            key = {"key": f"{self.rng.getrandbits(128):032x}", "act": "next"}
            self.waiting = (page, form | key | {item: str(code) for item, code in answers.items()}, answers)
            self.unknown.setdefault(page, []).append(answers)
            self.tries = 0
        self.tries += 1
        page, form, answers = self.waiting
        status, _body = self._ask(connection, page, form)
        if status != 303:
            self.wrong.append(f"{status} for page {page}")
        self.acknowledged[page], self.unknown[page], self.waiting = answers, [], None
        self.saves += 1
        self.again += self.tries > 1

    def _ask(self, connection: HTTPConnection, page: int, form: dict[str, str] | None) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        method, body = ("POST", urlencode(form)) if form else ("GET", None)
        connection.request(method, f"/en/responses/{self.token}/{page}", body, headers)
        response = connection.getresponse()
        return response.status, unpacked(response.headers, response.read())

    def lost(self, sayso: Sayso) -> list[str]:
        """What was acknowledged, and is neither there nor followed by something of theirs that may have come."""
        found = list(self.wrong)
        for page, answers in self.acknowledged.items():
            seat = look(sayso.house.database, self.token, sayso.house.clock(), page=page)
            if seat.saved not in (answers, *self.unknown[page]):
                found.append(f"page {page}: acknowledged {answers}, and there is {seat.saved}")
        return found


STRANDS = ("feelings", "temper", "focus", "friends", "kindness")


def run(settings: Settings, kills: int, *, clients: int = CLIENTS, seed: int = 9) -> tuple[int, int, list[str]]:
    """Kill so often. Gives how many saves were acknowledged, how many were sent again, and what was lost."""
    sayso, links = settled(settings, clients)
    people = [Client(token, random.Random(seed + n)) for n, token in enumerate(links[FIVE_A_PAGE])]
    for client in people:
        sayso.people.test_client().get(f"/en/responses/{client.token}/resume")
    over, port, rng = threading.Event(), free_port(), random.Random(seed)
    threads = [threading.Thread(target=client.work, args=(port, over), daemon=True) for client in people]
    for thread in threads:
        thread.start()
    nursery = Nursery(settings, port)
    try:
        for _ in range(kills):
            master, before = nursery.start(), sum(client.saves for client in people)
            until = time.monotonic() + 60
            while sum(client.saves for client in people) == before:  # it takes saves
                time.sleep(0.002)
                if time.monotonic() > until:
                    raise RuntimeError("Nothing was saved for a minute.")
            time.sleep(rng.uniform(*ALIVE))
            kill(master)
    finally:
        over.set()
        nursery.stop()
        for thread in threads:
            thread.join()
    lost = [each for client in people for each in client.lost(sayso)]
    sayso.house.database.dispose()
    return sum(client.saves for client in people), sum(client.again for client in people), lost


class Nursery:
    """A process that has made the application once, and starts a server by forking: else each start takes a second."""

    def __init__(self, settings: Settings, port: int) -> None:
        named = {"MODE": "demo", "SECRET_KEY": settings.secret_key, "DATABASE_URL": settings.database_url}
        environ = os.environ | {f"SAYSO_{name}": value for name, value in named.items()}
        command = [sys.executable, "-m", "tests.benchmarks.killed", "fork", str(port)]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.port, self.process = port, subprocess.Popen(command, cwd=ROOT, env=environ, text=True, **pipes)

    def start(self) -> int:
        """A server that listens: the process that began it."""
        print("one", file=self.process.stdin, flush=True)
        master = int(self.process.stdout.readline())  # type: ignore[union-attr]  # it is a pipe
        for _ in range(1000):
            try:
                HTTPConnection("127.0.0.1", self.port, timeout=5).connect()
            except OSError:
                time.sleep(0.01)
            else:
                return master
        raise RuntimeError("The server did not start.")

    def stop(self) -> None:
        self.process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
        self.process.wait(10)
        self.process.stdout.close()  # type: ignore[union-attr]  # it is a pipe


def fork_on_demand(port: int) -> None:
    """In the nursery: for each line that comes, a gunicorn of two workers with two threads each, in a fork."""
    from gunicorn.app.base import BaseApplication

    from tests.benchmarks.wsgi import sayso

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            facts = {
                "bind": f"127.0.0.1:{port}",
                "workers": 2,
                "threads": 2,
                "worker_class": "gthread",
                "preload_app": True,
            }
            for name, value in (facts | {"loglevel": "critical", "control_socket_disable": True}).items():
                self.cfg.set(name, value)

        def load(self) -> object:
            return app

    app = sayso()
    app.house.database.dispose()  # no connection may live in two processes
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _line in sys.stdin:
        if (child := os.fork()) == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(0)
            os.open(os.devnull, os.O_RDONLY)
            Server().run()
        print(child, flush=True)


def kill(master: int) -> None:
    """The whole of it, at once, as when the power goes from under it; and gone when this returns."""
    processes = (master, *children(master))
    for process in processes:
        os.kill(process, signal.SIGKILL)
    while any(is_alive(each) for each in processes):
        time.sleep(0.005)


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def main(kills: int = KILLS) -> None:
    """On both databases, and print what was found."""
    from tests.benchmarks.on import databases

    folder = Path(tempfile.mkdtemp(prefix="sayso-killed-"))
    print(f"\n{kills} times SIGKILL to gunicorn (2 workers, 2 threads) under {CLIENTS} clients, and what was lost")
    for name, url, _cpu in databases(folder):
        settings = Settings(mode="test", secret_key=SECRET, database_url=url, packs_dir=packs(folder))
        began = time.monotonic()
        saves, again, lost = run(settings, kills)
        took = time.monotonic() - began
        print(f"{name:<12}{saves:>7} saves acknowledged, {again} sent again, {len(lost)} lost  ({took:.0f} s)")
        for each in lost[:10]:
            print(f"   {each}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["fork"]:
        fork_on_demand(int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))
