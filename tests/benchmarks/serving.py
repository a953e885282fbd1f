"""A server in a process of its own, a browser's worth of HTTP, and the CPU seconds that processes have used."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.people_at_work import unpacked

ROOT = Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")


class Served:
    """One gunicorn worker with one thread, asked one thing at a time."""

    def __init__(self, app: str, environ: dict[str, str] | None = None, checkout: Path = ROOT) -> None:
        self.port = free_port()
        quiet = ["--log-level=error", "--no-control-socket", "--keep-alive=60"]
        worker = [
            "--workers=1",
            "--worker-class=gthread",
            "--threads=1",
            "--log-level=error",
            "--no-control-socket",
            "--keep-alive=60",
        ]
        command = [sys.executable, "-m", "gunicorn", *worker, *quiet, f"--bind=127.0.0.1:{self.port}", app]
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

    def ask(self, method: str, path: str, form: dict[str, str] | None) -> tuple[int, str, bytes]:
        """One request, over a connection that is kept."""
        body = urlencode(form) if form else None
        headers = {"Accept-Encoding": "gzip"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.headers.get("Location", ""), unpacked(response.headers, response.read())

    def cpu(self) -> float:
        """CPU seconds of the worker so far, kernel time included."""
        return sum(used(pid) for pid in children(self.process.pid))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def free_port() -> int:
    with socket.socket() as finding:
        finding.bind(("127.0.0.1", 0))
        return int(finding.getsockname()[1])


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def used(pid: int, *, with_ended_children: bool = False) -> float:
    """User and kernel seconds of a process."""
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
