"""The tamper table: every class of attack, so many random cases each, and which way finds how many."""

from tests.survey.ledger.a_log import DETECTORS
from tests.survey.ledger.attacks import CATALOGUE, Class, Result, tried, truths

CASES = 1000


def table(cases: int = CASES, seed: int = 2026) -> None:
    """Print what each way finds alone; outside the declared window all together must miss nothing."""
    logs = truths(max(20, cases // 10), seed)
    print(f"\nTampering: {len(CATALOGUE)} classes, {cases} random cases each, {len(logs)} logs")
    print(
        "* the attacker has the log's key. Columns: found by this way alone. In the window: no outside memory is later."
    )
    heads = "".join(f"{name:>12}" for name in DETECTORS)
    print(f"{'class':<28}{heads}{'all':>8}{'in window':>12}{'missed there':>14}{'missed outside':>16}")
    results = {kind: tried(kind, cases, logs) for kind in CATALOGUE}
    for kind, result in results.items():
        print(_row(kind, result))
    missed = sum(result.missed_outside for result in results.values())
    there, inside = (sum(getattr(each, name) for each in results.values()) for name in ("missed_inside", "inside"))
    print(
        f"Outside the declared window {missed} of {cases * len(CATALOGUE) - inside} were missed; "
        f"in it, {there} of {inside}."
    )


def _row(kind: Class, result: Result) -> str:
    name = f"{kind.name}{' *' if kind.with_key else ''}"
    alone = "".join(f"{result.found[each]:>12}" for each in DETECTORS)
    every = result.cases - result.missed_inside - result.missed_outside
    return f"{name:<28}{alone}{every:>8}{result.inside:>12}{result.missed_inside:>14}{result.missed_outside:>16}"


if __name__ == "__main__":
    table()
