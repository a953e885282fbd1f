"""How long a page takes when many people answer at once: 1, 8 and 32, who think between pages; and in a closed loop.

python -m tests.benchmarks.crowd [seconds for each line]

Two gunicorn workers of one thread. People are threads of another process than the server's, one connection each. Who
thinks, does so for about three seconds (evenly between one and five); nobody does in the closed loop, where 32 is as
much as two cores can ever be asked for.
"""

import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

from tests.benchmarks.on import databases, environ_for, settings_for
from tests.benchmarks.people_at_work import FIVE_A_PAGE, packs, settled, whole_survey
from tests.benchmarks.serving import Served, asked

CROWDS, THINKS = (1, 8, 32), (1.0, 5.0)
PEOPLE_A_SECOND = 200  # links made beforehand for each second of a line: three closed loops of 60 surveys a second


def main(seconds: int = 12) -> None:
    folder = Path(tempfile.mkdtemp(prefix="sayso-crowd-"))
    pack_folder = packs(folder)
    print(f"\nPages with the script, five questions each; two workers; {seconds} s a line; milliseconds at the client")
    print("database    at once  thinking    pages   pages/s     p50     p95     max   load")
    for name, url, _cpu in databases(folder, "crowd"):
        settings = settings_for(folder, url, pack_folder)
        sayso, links = settled(settings, PEOPLE_A_SECOND * seconds)
        sayso.house.database.dispose()
        served = Served("tests.benchmarks.wsgi:sayso()", environ_for(settings), workers=2)
        try:
            for _ in range(4):
                whole_survey(served.ask, links[FIVE_A_PAGE].pop(), by_fetch=True)  # both workers have compiled
                served.connection.close()
            for thinking in (True, False):
                for many in CROWDS:
                    line(name, many, thinking, answering(served.port, links[FIVE_A_PAGE], many, thinking, seconds))
        finally:
            served.stop()


def answering(port: int, tokens: list[str], many: int, thinking: bool, seconds: int) -> tuple[list[float], float]:
    """Seconds that each page took, and how long all of it went on."""
    took: list[float] = []
    ends = time.perf_counter() + seconds
    people = [threading.Thread(target=_one, args=(port, tokens, took, thinking, ends, n)) for n in range(many)]
    began = time.perf_counter()
    for each in people:
        each.start()
    for each in people:
        each.join()
    return took, time.perf_counter() - began


class _TimeIsUp(Exception):
    pass


def _one(port: int, tokens: list[str], took: list[float], thinking: bool, ends: float, seed: int) -> None:
    connection, rng = HTTPConnection("127.0.0.1", port), random.Random(seed)
    pages: Iterator[int] = count()

    def ask(*request: object) -> tuple[int, str, bytes]:
        if thinking and next(pages):
            time.sleep(max(0.0, min(rng.uniform(*THINKS), ends - time.perf_counter())))
        if time.perf_counter() >= ends:
            raise _TimeIsUp
        began = time.perf_counter()
        answer = asked(connection, *request)
        took.append(time.perf_counter() - began)
        return answer

    if thinking:
        time.sleep(rng.uniform(0, THINKS[1]))  # nobody taps on the same second
    try:
        while tokens:
            whole_survey(ask, tokens.pop(), by_fetch=True)
    except _TimeIsUp:
        connection.close()


def line(name: str, many: int, thinking: bool, measured: tuple[list[float], float]) -> None:
    took, seconds = sorted(measured[0]), measured[1]
    if not took:
        print(f"{name:<12}{many:>7}  nothing was answered")
        return
    p50, p95, most = (1000 * took[min(len(took) - 1, int(len(took) * part))] for part in (0.5, 0.95, 1))
    shown = f"{name:<12}{many:>7}{'yes' if thinking else 'no':>10}{len(took):>9}{len(took) / seconds:>10.1f}"
    print(f"{shown}{p50:>8.1f}{p95:>8.1f}{most:>8.1f}{os.getloadavg()[0]:>7.1f}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
