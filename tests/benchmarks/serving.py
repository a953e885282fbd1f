"""A server in a process of its own, a browser's worth of HTTP, and the CPU seconds that processes have used."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.people_at_work import leads, unpacked

ROOT = Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")


class Served:
    """Gunicorn, one worker with one thread unless said otherwise, asked one thing at a time."""

    def __init__(
        self, app: str, environ: dict[str, str] | None = None, checkout: Path = ROOT, workers: int = 1, threads: int = 1
    ) -> None:
        self.port = free_port()
        quiet = ["--log-level=error", "--no-control-socket", "--keep-alive=60", "--worker-class=gthread"]
        many = [f"--workers={workers}", f"--threads={threads}"]
        command = [sys.executable, "-m", "gunicorn", *many, *quiet, f"--bind=127.0.0.1:{self.port}", app]
        self.process = subprocess.Popen(
            command, cwd=checkout, env=os.environ | (environ or {}), stderr=subprocess.DEVNULL
        )
        self.connection = HTTPConnection("127.0.0.1", self.port)
        self._wait()

    def _wait(self) -> None:
        for _ in range(200):
            try:
                self.ask("GET", "/", None)
            except OSError:
                time.sleep(0.1)
                self.connection.close()
            else:
                return
        raise RuntimeError("The server did not start.")

    def ask(
        self, method: str, path: str, form: dict[str, str] | None, more: Mapping[str, str] | None = None
    ) -> tuple[int, str, bytes]:
        """One request, over a connection that is kept."""
        return asked(self.connection, method, path, form, more)

    def cpu(self) -> float:
        """CPU seconds of the worker so far, kernel time included."""
        return sum(used(pid) for pid in children(self.process.pid))

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:  # a connection is kept open for longer than that; its workers end with it
            self.process.kill()
            self.process.wait(10)


def asked(
    connection: HTTPConnection,
    method: str,
    path: str,
    form: dict[str, str] | None,
    more: Mapping[str, str] | None = None,
) -> tuple[int, str, bytes]:
    """One request and its answer: the status, where it leads or what page it is of, and the body."""
    body = urlencode(form) if form else None
    headers = {"Accept-Encoding": "gzip", **(more or {})}
    headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    return response.status, leads(response.headers), unpacked(response.headers, response.read())


def free_port() -> int:
    with socket.socket() as finding:
        finding.bind(("127.0.0.1", 0))
        return int(finding.getsockname()[1])


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def used(pid: int, *, with_ended_children: bool = False) -> float:
    """User and kernel seconds of a process: of its threads, to the nanosecond, where the kernel says so."""
    if not with_ended_children:
        try:
            runs = [each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/schedstat")]
            return sum(int(each.split()[0]) for each in runs) / 1e9
        except (OSError, IndexError):
            pass
    fields = _stat(pid)[11 : 15 if with_ended_children else 13]
    return sum(int(each) for each in fields) / TICK


def children(parent: int) -> list[int]:
    """Its child processes now."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdecimal() and int(_stat(int(folder.name))[1]) == parent:
                found.append(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
    return found


def used_by_tree(parent: int) -> float:
    """CPU seconds of a process and all it started, ended ones too: a PostgreSQL server."""
    return used(parent, with_ended_children=True) + sum(used(child) for child in children(parent))
