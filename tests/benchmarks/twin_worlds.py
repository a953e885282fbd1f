"""`make bench`: a thousand random streams in two worlds, one of which never had what is silently kept from the viewer.

By itself: `python -m tests.benchmarks.twin_worlds [streams] [first seed]`. Every stream is walked over the record
pages and some of the others; every twentieth over every page of the people's side.
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))  # as the tests have it

import pytest

from survey import schema
from survey.database import Database
from tests.survey.withholding.streams import Stream
from tests.survey.withholding.twins import Twins, Visit, leaves_by_place, looks_in_place

STREAMS, FAMILIES, WHOLE = 1000, 50, 20  # so many families in each pair of worlds
ALWAYS = ("/records/open/<key>", "/records/open/<key>/about/<person_id>", "/looks", "/months", "/<int:seq>/receipt")
CAN_SHOW = ("/records/", "/exports/", "/sharing/", "/retention/", "/receipts/", "/withholding/")


def main(streams: int = STREAMS, first: int = 0) -> None:
    """Print how many streams were walked, how many answers compared, and every difference."""
    patch, folder = pytest.MonkeyPatch(), Path(tempfile.mkdtemp(prefix="sayso-twins-"))
    template = folder / "template.db"
    database = Database(f"sqlite:///{template}")
    schema.upgrade(database)
    database.dispose()
    leaves_by_place(patch)
    start, done, sealed, answers, differences = perf_counter(), 0, 0, 0, Counter[str]()
    while done < streams:
        twins = Twins(template, folder, seed=first + done + 1)
        with pytest.MonkeyPatch.context() as in_these:
            looks_in_place(in_these, twins)
            for seed in range(first + done, first + min(done + FAMILIES, streams)):
                sealed += _one(twins, seed)
        done += min(FAMILIES, streams - done)
        answers += sum(twins.compared.values())
        differences.update(twins.differences)
        twins.close()
        took = perf_counter() - start
        print(
            f"{done:,} streams, {sealed:,} sealed, {answers:,} answers compared, {sum(differences.values())} differ;",
            end=" ",
        )
        print(f"{took:.0f} s", flush=True)
    for difference in list(differences)[:10]:
        print(difference[:600])
    patch.undo()


def _one(twins: Twins, seed: int) -> int:
    dice = random.Random(seed)
    family = Stream(twins, dice).run(dice.randint(6, 16))
    visit = twins.visit(family)
    places = [dice.choice(family.sealed or [1])]
    if seed % WHOLE == 0:
        visit.everywhere([*family.about_parent[-1:], *places])
    else:
        visit.everywhere(places, lambda rule: _can_show(rule, dice))
    _sends(visit.opened(), places[0])
    return family.untold


def _can_show(rule: str, dice: random.Random) -> bool:
    """The record, theirs and the child's, always; of the other pages that can show anything of it, each one in four."""
    if rule.endswith(ALWAYS):
        return True
    return any(each in rule for each in CAN_SHOW) and dice.random() < 0.25


def _sends(visit: Visit, place: int) -> None:
    visit.send("/<lang>/withholding/<key>")
    visit.send("/<lang>/records/open/<key>/<int:seq>/challenge", place, kind="wrong_fact", words="No.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
