"""The attackers a plan must withstand: what each knows, and what they must not find out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from outcomes.disclosure.cells import Cell, count
from outcomes.disclosure.plan import Bounds, Plan, State
from outcomes.disclosure.programme import STATUS, Record
from outcomes.disclosure.rulebook import SMALLEST_COUNT, VALUES_LEFT

OWN_THAT_TELLS = SMALLEST_COUNT - VALUES_LEFT  # with more children of their own, "under ten" alone would say too much


@dataclass(frozen=True)
class Attack:
    """One attacker. `targets`: groups, and how many counts of each must stay possible.

    `provider`: an insider who knows their own children; `share`: somebody who knows who took part, and everything about
    them but this dimension; `knows_left`: somebody who knows how few are in no row of a table, often nobody.
    """

    name: str
    targets: tuple[tuple[Cell, int], ...]
    provider: str | None = None
    share: str = ""
    knows_left: bool = False
    own: tuple[tuple[Cell, int], ...] = ()

    def rows(self, plan: Plan) -> list[tuple[Cell, Bounds]]:
        """Give what this attacker knows of counts, with what is hidden now."""
        rows = plan.rows()
        if self.knows_left:
            rows += [(cell, (n, n)) for cell in plan.countable if (n := plan.counts[cell]) < SMALLEST_COUNT]
        own = dict(self.own)
        return [(cell, self._with_own(plan, cell, bounds, own.get(cell, 0))) for cell, bounds in rows]

    def _with_own(self, plan: Plan, cell: Cell, bounds: Bounds, own: int) -> Bounds:
        """An insider is not told which gaps are small; where few of theirs are in one, they are taken to know it."""
        if own > OWN_THAT_TELLS and bounds[1] < SMALLEST_COUNT and plan.states.get(cell) is not State.OUTSIDE:
            return 0, inf
        return bounds


def attacks(plan: Plan) -> Iterator[Attack]:
    """Give every attacker: from outside, by who took part, and each provider, largest first."""
    listed = [cell for cell in plan.targets() if cell not in set(plan.left)]
    left = [cell for cell in plan.targets() if cell in set(plan.left)]
    yield Attack("outside", _each(listed), knows_left=True)
    yield Attack("left over", _each(left))
    shares = dict.fromkeys(table.share for table in plan.programme.tables)
    for share in (
        each for each in shares if each not in ("", STATUS)
    ):  # who took part is known to them, not an outcome
        yield Attack(f"who took part: {share}", tuple(_one_sided(plan, share)), share=share)
    providers = Counter(record.provider for record in plan.records)
    for provider, _ in providers.most_common() if len(providers) > 1 else ():
        yield insider(plan, provider)


def _each(cells: list[Cell]) -> tuple[tuple[Cell, int], ...]:
    return tuple((cell, VALUES_LEFT) for cell in cells)


def _one_sided(plan: Plan, share: str) -> Iterator[tuple[Cell, int]]:
    """Give the groups in which all or none are in one category of an outcome: one more count must be possible."""
    for place in plan.layout.positions:
        if place.table.share == share and share in dict(place.at):
            whole = plan.layout.cell(place.table, {dim: key for dim, key in place.at if dim != share})
            if whole is not None and plan.counts[whole] and plan.counts[place.cell] in (0, plan.counts[whole]):
                yield place.cell, 2


def insider(plan: Plan, provider: str) -> Attack:
    """Give the attack of one provider on everybody else's children."""
    cells = {*plan.states, *plan.left, *(cell for cell, _ in plan.fixed)}
    own = count([record for record in plan.records if record.provider == provider], cells)
    here = [*plan.states, *plan.earlier_hidden]
    targets = [cell for cell in here if own[cell] and 0 < plan.counts[cell] - own[cell] < SMALLEST_COUNT]
    return Attack("insider", _each(list(dict.fromkeys(targets))), provider=provider, own=tuple(own.items()))


def knows(attack: Attack, record: Record) -> bool:
    """Say whether this attacker knows all about somebody."""
    return attack.provider is not None and record.provider == attack.provider
