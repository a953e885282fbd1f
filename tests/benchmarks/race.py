"""What a completed survey costs the server, beside a bare Flask hello asked as often, in batches that take turns.

python -m tests.benchmarks.race [batches]

Plain forms follow a redirect to each page; the page's script has the next page in the same answer. What is counted is
the processor time of the serving process, kernel time included, to the nanosecond where the kernel says so.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.on import Cpu, databases, environ_for, settings_for
from tests.benchmarks.people_at_work import FIVE_A_PAGE, ONE_A_PAGE, packs, settled, whole_survey
from tests.benchmarks.serving import Served

SURVEYS = 10  # in a batch
A_PAGE = {FIVE_A_PAGE: "5", ONE_A_PAGE: "1"}
AIMS = {FIVE_A_PAGE: 0.02, ONE_A_PAGE: 0.06}  # seconds, with the page's script


@dataclass(frozen=True)
class Batch:
    """Seconds per survey: ours, as many hellos, the database server's. Requests per survey."""

    ours: float
    hello: float
    database: float
    requests: int


def main(batches: int = 6) -> None:
    folder = Path(tempfile.mkdtemp(prefix="sayso-race-"))
    pack_folder = packs(folder)
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"\nCPU of the server process, one thread; {batches} batches of {SURVEYS} in turns; median; load {load}")
    heads = ("requests", "s / survey", "as many hellos", "ratio", "lowest s", "ms / request", "with database")
    print("database    a page  how     " + "".join(f"{each:>15}" for each in heads))
    hello = Served("tests.benchmarks.wsgi:hello")
    try:
        for name, url, database_cpu in databases(folder):
            on_one(name, settings_for(folder, url, pack_folder), hello, database_cpu, batches)
    finally:
        hello.stop()


def on_one(name: str, settings: object, hello: Served, database_cpu: Cpu | None, batches: int) -> None:
    """On one database: five and one a page, by forms and by the script; then as many hellos as there were requests."""
    sayso, links = settled(settings, 2 * (batches * SURVEYS + 1))
    sayso.house.database.dispose()
    served = Served("tests.benchmarks.wsgi:sayso()", environ_for(settings))
    ways = [(questionnaire, fetch) for questionnaire in A_PAGE for fetch in (False, True)]
    took: dict[tuple[str, bool], list[Batch]] = {way: [] for way in ways}
    try:
        for questionnaire, fetch in ways:
            whole_survey(served.ask, links[questionnaire].pop(), by_fetch=fetch)  # pages compiled, statements prepared
        for _ in range(batches):
            for questionnaire, fetch in ways:
                tokens = [links[questionnaire].pop() for _ in range(SURVEYS)]
                took[questionnaire, fetch].append(one_batch(served, hello, tokens, database_cpu, by_fetch=fetch))
    finally:
        served.stop()
    for (questionnaire, fetch), rows in took.items():
        report(f"{name:<12}{A_PAGE[questionnaire]:>6}  {'script' if fetch else 'forms':<8}", questionnaire, fetch, rows)


def one_batch(
    served: Served, hello: Served, tokens: list[str], database_cpu: Cpu | None, *, by_fetch: bool = False
) -> Batch:
    for each in (served, hello):
        each.connection.close()  # the other's turn may have been longer than a connection is kept
    before, of_database = served.cpu(), database_cpu() if database_cpu else 0.0
    requests = sum(whole_survey(served.ask, token, by_fetch=by_fetch) for token in tokens)
    ours, database = served.cpu() - before, database_cpu() - of_database if database_cpu else 0.0
    before = hello.cpu()
    for _ in range(requests):
        hello.ask("GET", "/", None)
    many = len(tokens)
    return Batch(ours / many, (hello.cpu() - before) / many, database / many, requests // many)


def report(name: str, questionnaire: str, fetch: bool, rows: list[Batch]) -> None:
    ours, hello = median(row.ours for row in rows), median(row.hello for row in rows)
    ratio, lowest = median(row.ours / row.hello for row in rows), min(row.ours for row in rows)
    each = 1000 * ours / rows[0].requests
    whole = ours + median(row.database for row in rows)
    aim = f"   aim {AIMS[questionnaire]}, 3.0" if fetch else "   aim 3.0"
    figures = (f"{ours:.4f}", f"{hello:.4f}", f"{ratio:.1f}", f"{lowest:.4f}", f"{each:.2f}", f"{whole:.4f}")
    print(name + "".join(f"{one:>15}" for one in (rows[0].requests, *figures)) + aim, flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
