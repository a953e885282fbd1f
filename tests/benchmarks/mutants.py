"""Every single-bit change of what a person may hold, tried by all three readers: how many, how many accepted."""

from collections import Counter
from time import perf_counter
from typing import Any

from tests.browser.conftest import CHROMIUM
from tests.survey.ledger import mutants
from tests.survey.ledger.evidence import History

ENTRIES, SHOWN = 7, range(2, 5)  # a history of so many; every bit of what shows these
AT_ONCE = 4000  # mutants handed to the browser in one call


def main() -> None:
    """Print one row for each kind of thing, and the whole."""
    history = History(ENTRIES)
    cases = mutants.cases(history, SHOWN)
    every = list(mutants.every_mutant(cases))
    accepted = {name: _by_python(holds, cases, every) for name, holds in _readers(history).items()}
    accepted["verify.html"] = _by_browser(history, cases, every)
    tried, differ = mutants.tally(cases, every), _disagreements(cases, accepted)
    print(
        f"\n{len(every):,} single-bit changes of {len(cases)} things a person may hold; how many are accepted as real"
    )
    print("what is changed          changes" + "".join(f"{name:>15}" for name in accepted) + "   readers differ")
    for name, many in [*tried.items(), ("all", len(every))]:
        found = [_accepted(cases, each, name) for each in accepted.values()]
        told = "".join(f"{'–' if each is None else each:>15}" for each in found)
        print(f"{name:<24}{many:>8}{told}{sum(differ.values()) if name == 'all' else differ[name]:>17}")


Found = dict[mutants.Mutant, bool | None] | None


def _readers(history: History) -> dict[str, Any]:
    return {"verify.py": mutants.held_by_file(history), "survey.ledger": mutants.Ours(history)}


def _by_python(holds: Any, cases: list[mutants.Case], every: list[mutants.Mutant]) -> Found:
    start = perf_counter()
    found = {mutant: holds(cases[mutant[0]].name, mutants.changed(cases, mutant)) for mutant in every}
    print(f"{(perf_counter() - start) / len(every) * 1000:.2f} ms a change", end="; ", flush=True)
    return found


def _by_browser(history: History, cases: list[mutants.Case], every: list[mutants.Mutant]) -> Found:
    """None where there is no Chromium."""
    if CHROMIUM is None:
        return None
    from playwright.sync_api import sync_playwright

    start, accepted = perf_counter(), []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = mutants.open_page(browser)
        for first in range(0, len(every), AT_ONCE):
            some = every[first : first + AT_ONCE]
            accepted += mutants.held_by_page(page, history, cases, some, own=False, named=history.keys)
        browser.close()
    print(f"{(perf_counter() - start) / len(every) * 1000:.2f} ms a change in the browser.")
    return dict(zip(every, accepted, strict=True))


def _accepted(cases: list[mutants.Case], found: Found, name: str) -> int | None:
    """How many of this kind were accepted; None where the reader knows no such thing, or is not here."""
    said = [holds for mutant, holds in (found or {}).items() if name in (cases[mutant[0]].name, "all")]
    known = [holds for holds in said if holds is not None]
    return sum(known) if known else None


def _disagreements(cases: list[mutants.Case], accepted: dict[str, Found]) -> Counter[str]:
    differ: Counter[str] = Counter()
    there = [found for found in accepted.values() if found is not None]
    for mutant in there[0]:
        said = {found[mutant] for found in there} - {None}
        differ[cases[mutant[0]].name] += len(said) > 1
    return differ


if __name__ == "__main__":
    main()
