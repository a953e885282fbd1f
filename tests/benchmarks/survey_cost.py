"""What a completed survey costs now against what it cost at an earlier commit: same machine, same minutes, in turns.

python -m tests.benchmarks.survey_cost 5e96cbc [batches [script]]

By forms, as a browser without JavaScript goes; with `script` at the end, as the page's script does, where both can.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.on import SECRET, Cpu, databases
from tests.benchmarks.people_at_work import FIVE_A_PAGE, ONE_A_PAGE, packs, whole_survey
from tests.benchmarks.serving import ROOT, Served

BEFORE_THE_LEDGER_HELD = "5e96cbc"
BATCHES, SURVEYS = 8, 10  # for each questionnaire
SETTLE = """
import json, sys
from survey.settings import Settings
from tests.benchmarks.people_at_work import settled
url, packs, people = sys.argv[1:]
sayso, links = settled(Settings(mode="test", secret_key="{secret}", database_url=url, packs_dir=packs), int(people))
sayso.house.database.dispose()
print(json.dumps(links))
"""


@dataclass
class Side:
    """One commit's service over its own database, and what its batches took."""

    served: Served
    links: dict[str, list[str]]
    took: dict[str, list[float]] = field(default_factory=lambda: {FIVE_A_PAGE: [], ONE_A_PAGE: []})
    of_database: dict[str, list[float]] = field(default_factory=lambda: {FIVE_A_PAGE: [], ONE_A_PAGE: []})


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """That commit's files, in a folder of their own."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-then-")) / "checkout"
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(folder), commit], cwd=ROOT, check=True)
    try:
        for words in (ROOT / "translations").rglob("*.mo"):  # made, not kept: a commit has none
            of_then = folder / words.relative_to(ROOT)
            if of_then.with_suffix(".po").exists():
                shutil.copy(words, of_then)
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(folder)], cwd=ROOT, check=True)


def side(checkout: Path, url: str, pack_folder: str, batches: int) -> Side:
    people = str(batches * SURVEYS + 1)
    command = [sys.executable, "-c", SETTLE.format(secret=SECRET), url, pack_folder, people]
    links = json.loads(subprocess.run(command, cwd=checkout, check=True, capture_output=True).stdout)
    environ = {
        "SAYSO_MODE": "demo",
        "SAYSO_SECRET_KEY": SECRET,
        "SAYSO_DATABASE_URL": url,
        "SAYSO_PACKS_DIR": pack_folder,
    }
    return Side(Served("tests.benchmarks.wsgi:sayso()", environ, checkout), links)


def batch(one: Side, questionnaire: str, database_cpu: Cpu | None, *, by_fetch: bool) -> None:
    tokens = [one.links[questionnaire].pop() for _ in range(SURVEYS)]
    one.served.connection.close()  # the other's turn may have been longer than a connection is kept
    before, of_database = one.served.cpu(), database_cpu() if database_cpu else 0.0
    for token in tokens:
        whole_survey(one.served.ask, token, by_fetch=by_fetch)
    one.took[questionnaire].append((one.served.cpu() - before) / SURVEYS)
    one.of_database[questionnaire].append(((database_cpu() if database_cpu else 0.0) - of_database) / SURVEYS)


def compare(commit: str = BEFORE_THE_LEDGER_HELD, batches: int = BATCHES, how: str = "forms") -> None:
    """Print the CPU of a survey then and now, on each database."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-bench-"))
    pack_folder = packs(folder)
    print(f"\nCPU seconds of a completed survey by {how}: {commit} and now, in turns; {batches} batches of {SURVEYS}")
    print("database    a page      then       now    ratio    with the database server, then, now, ratio")
    with checked_out(commit) as then:
        for name, url, database_cpu in databases(folder):
            made = ((then, _another(url, "then")), (ROOT, _another(url, "now")))
            sides = tuple(side(checkout, at, pack_folder, batches) for checkout, at in made)
            try:
                _race(name, sides, database_cpu, batches, by_fetch=how == "script")
            finally:
                for one in sides:
                    one.served.stop()


def _another(url: str, name: str) -> str:
    """The same place, another database in it."""
    if url.startswith("sqlite"):
        return f"{url.removesuffix('.db')}-{name}.db"
    from sqlalchemy import create_engine, make_url, text

    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE race_{name}"))
    engine.dispose()
    return make_url(url).set(database=f"race_{name}").render_as_string(hide_password=False)


def _race(name: str, sides: tuple[Side, ...], database_cpu: Cpu | None, batches: int, *, by_fetch: bool) -> None:
    for one in sides:
        one.served.connection.close()  # as long as the other was being settled
        for tokens in one.links.values():
            whole_survey(one.served.ask, tokens.pop(), by_fetch=by_fetch)  # warm: compiled, prepared
    for _ in range(batches):
        for questionnaire in (FIVE_A_PAGE, ONE_A_PAGE):
            for one in sides:
                batch(one, questionnaire, database_cpu, by_fetch=by_fetch)
    for questionnaire in (FIVE_A_PAGE, ONE_A_PAGE):
        then, now = (median(one.took[questionnaire]) for one in sides)
        whole = [
            median(map(sum, zip(one.took[questionnaire], one.of_database[questionnaire], strict=True))) for one in sides
        ]
        line = f"{name:<12}{'5' if questionnaire == FIVE_A_PAGE else '1':>6}{then:>10.4f}{now:>10.4f}{now / then:>9.2f}"
        print(f"{line}    {whole[0]:>10.4f}{whole[1]:>10.4f}{whole[1] / whole[0]:>9.2f}")


if __name__ == "__main__":
    compare(*sys.argv[1:2], *map(int, sys.argv[2:3]), *sys.argv[3:4])
