"""Which counts must be hidden so that a release as a whole gives no small group away.

First every small count; then company for each lonely gap in a table with a total; then, as long as the audit finds a
small group with too few possible values, the cheapest count that widens it. Stuck means None: publish less instead.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from outcomes.disclosure.rulebook import LONELY, ROUND_TO, SLACK, SMALLEST_COUNT, VALUES_LEFT
from outcomes.impact.audit import Bounds, Contradiction, Group, Region, ranges, values_left

SMALL: Bounds = (0, SMALLEST_COUNT - 1)
LARGE: Bounds = (SMALLEST_COUNT, inf)
Cell = tuple[str, str]  # ("people" or "achieved", key of the group)


@dataclass
class Hiding:
    """What is hidden, and how well the small groups are covered: what can be worked out about each."""

    people: set[str] = field(default_factory=set)
    achieved: set[str] = field(default_factory=set)
    targets: dict[Cell, Bounds] = field(default_factory=dict)

    def __contains__(self, cell: Cell) -> bool:
        """Say whether a cell is hidden."""
        return cell[1] in (self.people if cell[0] == "people" else self.achieved)

    def hide(self, cell: Cell) -> None:
        """Hide a cell; a group whose people are hidden hides who achieved too."""
        self.achieved.add(cell[1])
        if cell[0] == "people":
            self.people.add(cell[1])

    def shortfall(self) -> float:
        """Return how many possible values the small groups lack in all."""
        return sum(max(0, VALUES_LEFT - values_left(bounds)) for bounds in self.targets.values())


def suppress(root: Group, figure_key: str, limits: Bounds) -> Hiding | None:
    """Return what to hide, or None when nothing that may be hidden makes the release safe."""
    groups = {group.key: group for group in root.all_groups()}
    hiding = _hide_small(groups)
    if any(group.keep and group.key in hiding.people for group in groups.values()):
        return None
    while True:
        if not _give_company(groups, hiding):
            return None
        hiding.targets = attack(root, hiding, figure_key, limits)
        if not hiding.shortfall():
            return hiding
        best = _best_to_hide(root, groups, hiding, figure_key, limits)
        if best is None:
            return None
        hiding.hide(best)


def _hide_small(groups: dict[str, Group]) -> Hiding:
    hiding = Hiding()
    for group in groups.values():
        for cell in _cells(group):
            if _small(group, cell):
                hiding.hide(cell)
    return hiding


def _cells(group: Group) -> Iterator[Cell]:
    """Return the cells the programme would show of a group."""
    if group.listed:
        yield "people", group.key
    if group.listed and group.crossed:
        yield "achieved", group.key


def _small(group: Group, cell: Cell) -> bool:
    """Say whether a cell is small on either side: so few that it is hidden before anything else."""
    if cell[0] == "people":
        return group.people < SMALLEST_COUNT
    achieved = group.achieved or 0
    return achieved < SMALLEST_COUNT or group.people - achieved < SMALLEST_COUNT


def _cost(group: Group, cell: Cell) -> float:
    """Return what hiding a cell loses: its size, and far more where the release needs it."""
    lost = group.people if cell[0] == "people" else group.achieved or 0
    return inf if group.keep else lost


def _give_company(groups: dict[str, Group], hiding: Hiding) -> bool:
    """Hide until no table with a total has a lonely gap. False when a gap cannot be given company."""
    changed = True
    while changed:
        changed = False
        for parent in groups.values():
            for split in parent.splits:
                for kind in ("people", "achieved"):
                    lonely = _lonely(parent, split, kind, hiding)
                    if lonely is None:
                        continue
                    if not lonely:
                        return False
                    hiding.hide(min(lonely, key=lambda cell: _cost(groups[cell[1]], cell)))
                    changed = True
    return True


def _lonely(parent: Group, split: tuple[Group, ...], kind: str, hiding: Hiding) -> list[Cell] | None:
    """Return what could keep a lonely gap company, or None where a table has no lonely gap.

    A total that may itself be hidden counts as company, and as a candidate.
    """
    shown = [group for group in split if (kind, group.key) in _cells(group)]
    if len(shown) < LONELY or (kind, parent.key) not in _cells(parent):
        return None
    table = (parent, *shown)
    gaps = sum((kind, group.key) in hiding for group in table)
    if (kind, parent.key) in hiding or not 0 < gaps < LONELY:
        return None
    return [(kind, group.key) for group in table if (kind, group.key) not in hiding and not group.keep]


def _best_to_hide(
    root: Group, groups: dict[str, Group], hiding: Hiding, figure_key: str, limits: Bounds
) -> Cell | None:
    """Return the cheapest cell whose hiding widens the small groups most; None when none does.

    Cells that stand in a table with a small group that lacks values come first; the others only when those do nothing.
    """
    beside = _beside(groups, hiding)
    for among in (beside, [group for group in groups.values() if group not in beside]):
        best: tuple[float, float, Cell] = (hiding.shortfall(), 0, ("", ""))
        for cell in (cell for each in among for cell in _cells(each)):
            cost = _cost(groups[cell[1]], cell)
            if cell in hiding or cost == inf:
                continue
            trial = Hiding(set(hiding.people), set(hiding.achieved))
            trial.hide(cell)
            trial.targets = attack(root, trial, figure_key, limits)
            best = min(best, (trial.shortfall(), cost, cell))
        if best[0] < hiding.shortfall():
            return best[2]
    return None


def _beside(groups: dict[str, Group], hiding: Hiding) -> list[Group]:
    """Return the groups that share a table, or its total, with a small group that lacks values."""
    short = {cell[1] for cell, bounds in hiding.targets.items() if values_left(bounds) < VALUES_LEFT}
    tables = [(parent, *split) for parent in groups.values() for split in parent.splits]
    keys = {group.key for table in tables if short & {group.key for group in table} for group in table}
    return [group for key, group in groups.items() if key in keys]


def attack(root: Group, hiding: Hiding, figure_key: str, limits: Bounds) -> dict[Cell, Bounds]:
    """Return what everything published reveals about each small group.

    The attacker knows the rules, which gaps are small counts and which only keep them company, and from how much was
    published how large the figure's group must be (`limits`). Two attackers are tried: one who knows nothing of those
    in no row of a table, and one who knows exactly how few they are (often none); the worse counts.
    """
    groups = tuple(root.all_groups())
    known = {group.key: known_of(group, hiding) for group in groups}
    known[figure_key] = known[figure_key] & Region(s=limits)
    targets = _small_groups(groups, ranges(root, known))
    left_over = [group for group in groups if group.leftover and group.people < SMALLEST_COUNT]
    insider = known | {group.key: Region(s=(group.people, group.people)) for group in left_over}
    for cell, bounds in _small_groups(
        [group for group in groups if group not in left_over], ranges(root, insider)
    ).items():
        targets[cell] = min(bounds, targets[cell], key=values_left)
    return targets


def _small_groups(groups: Iterable[Group], found: Mapping[str, Region]) -> dict[Cell, Bounds]:
    targets: dict[Cell, Bounds] = {}
    for group in groups:
        region = found[group.key]
        _check_truth(group, region)
        if not group.listed and group.people == 0:
            continue  # nobody is left over, so nobody can be given away by knowing it
        if group.people < SMALLEST_COUNT:
            targets["people", group.key] = region.s
        if group.achieved is not None and group.achieved < SMALLEST_COUNT:
            targets["achieved", group.key] = region.a
        if group.achieved is not None and group.people - group.achieved < SMALLEST_COUNT:
            targets["not yet", group.key] = region.b
    return targets


def _check_truth(group: Group, region: Region) -> None:
    """An attacker who finds the truth impossible is broken, and so proves nothing: fail closed."""
    inside = region.s[0] <= group.people <= region.s[1]
    if group.achieved is not None:
        inside = inside and region.a[0] <= group.achieved <= region.a[1]
    if not inside:
        raise Contradiction(f"The truth about {group.key} lies outside what the audit thinks possible.")


def known_of(group: Group, hiding: Hiding) -> Region:
    """Return what the published line of one group says about it."""
    people = _bounds(group.people, group.key in hiding.people) if group.listed else (0, inf)
    if group.achieved is None or not (group.listed and group.crossed):
        return Region(s=people)
    hidden = group.key in hiding.achieved
    rest = group.people - group.achieved
    return Region(_bounds(group.achieved, hidden), SMALL if rest < SMALLEST_COUNT else LARGE, people).tight()


def _bounds(count: int, hidden: bool) -> Bounds:
    if count < SMALLEST_COUNT:
        return SMALL
    if hidden:
        return LARGE
    shown = (count + SLACK) // ROUND_TO * ROUND_TO
    return max(SMALLEST_COUNT, shown - SLACK), shown + SLACK
