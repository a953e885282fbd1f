"""`make bench`: what a page weighs and a survey costs, how long pages take in a crowd, how a slow phone meets them.

Nothing is asserted: machines differ and neighbours come and go. What to watch is the ratio to a bare Flask hello that
is asked as often in the same minutes. Each part can be run alone: python -m tests.benchmarks.race, crowd, lighthouse,
killed, survey_cost, disclosure, tampering, twin_worlds, ledger, closing, area. `python -m tests.benchmarks pages`:
about pages only.
"""

import gzip
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from sqlalchemy import event

from tests.benchmarks import (
    area,
    closing,
    crowd,
    disclosure,
    erasing,
    killed,
    ledger,
    lighthouse,
    mutants,
    race,
    survey_cost,
    tampering,
    twin_worlds,
)
from tests.benchmarks.on import settings_for
from tests.benchmarks.people_at_work import FIVE_A_PAGE, PART, filled, in_process, new_key, packs, settled
from tests.benchmarks.receipts import receipts


def main(only: str = "") -> None:
    folder = Path(tempfile.mkdtemp(prefix="sayso-bench-"))
    pack_folder = packs(folder)
    pages_and_statements(folder, pack_folder)
    race.main()
    crowd.main()
    lighthouse.main()
    if only == "pages":
        return
    killed.main()
    receipts(settings_for, folder, pack_folder)
    mutants.main()
    erasing.main()
    survey_cost.compare()
    disclosure.main()
    tampering.table()
    twin_worlds.main()
    ledger.main()
    closing.main()
    area.main()


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
    print(f"saving it {counted.pop('statements')},", end=" ")
    form = filled(ask("GET", address, None)[2]) | {"key": new_key()}
    counted.clear()
    ask("POST", address, form, PART)
    print(f"saving it and having the next page's main part {counted['statements']}.")
    linked = re.findall(rb'(?:<link rel="stylesheet" href|src)="([^"]+)"', page)
    weights = [len(gzip.compress(each, 6)) for each in (page, *(ask("GET", url.decode(), None)[2] for url in linked))]
    print(f"The first question page: {sum(weights)} bytes compressed in {len(weights)} requests {weights}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
