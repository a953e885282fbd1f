"""A page of a release reads as much whether ten thousand young people lie behind it or a million.

The opened release and the page of one figure, asked for by a commissioner through the application, over two databases
in turns in one run. Used by `closing`, which makes them.
"""

import time
from collections.abc import Mapping
from datetime import timedelta
from statistics import median

from werkzeug.test import Client

from outcomes.impact.access.agreement import Audience, Format, Terms
from outcomes.impact.access.store import agree
from survey.app import Sayso, create_app
from survey.desk_pages import FINDER, StaffMember
from survey.people.role import Role
from survey.settings import Settings
from tests.benchmarks.on import SECRET

TURNS, EACH = 12, 5
PAGES = {"the release": "/desk/impact/{}", "a figure": "/desk/impact/{}/figure/headline?achieved=yes"}


def views(made: Mapping[int, tuple[str, int]]) -> None:
    """`made`: by how many young people, the address of the database and the number of the release."""
    apps = {size: _opened(url) for size, (url, _) in made.items()}
    least, most = min(made), max(made)
    for name, page in PAGES.items():
        took: dict[int, list[float]] = {size: [] for size in made}
        sizes: dict[int, int] = {}
        for turn in range(TURNS + 1):
            for size, (_, number) in made.items():
                spent, sizes[size] = _read(apps[size], page.format(number))
                took[size] += [spent] if turn else []  # the first turn is for whatever is read once
        each = {size: median(spent) for size, spent in took.items()}
        said = ", ".join(f"{each[size]:.1f} ms of processor behind {size:,} ({sizes[size]:,} bytes)" for size in made)
        print(f"  {name}: {said}; ratio {each[most] / each[least]:.2f}", flush=True)
    for app in apps.values():
        app.house.database.dispose()


def _opened(url: str) -> Sayso:
    app = create_app(Settings(mode="test", secret_key=SECRET, database_url=url))
    reader = StaffMember(1, f"{0:032x}", None, "Carys", frozenset({Role.COMMISSIONER}))
    app.staff.extensions[FINDER] = lambda: reader
    house = app.house
    now = house.clock()
    days, why = (now.date(), now.date() + timedelta(days=30)), ("To measure.", "Nobody")
    terms = Terms(Audience.ROLE, Role.COMMISSIONER, *days, *why, formats=(Format.PAGE,))
    with house.database.writing() as session:
        agree(session, terms, by=None, now=now, rng=house.rng)
    return app


def _read(app: Sayso, page: str) -> tuple[float, int]:
    begun = time.process_time()
    for _ in range(EACH):
        answer = Client(app).get(page)
        if answer.status_code != 200:
            raise SystemExit(f"{page} answered {answer.status}.")
    return 1000 * (time.process_time() - begun) / EACH, len(answer.get_data())
