"""Who is missing in parts of a hundred, for a release whose counts of the missing could not be made safe."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outcomes.disclosure.earlier import Earlier
from outcomes.disclosure.engine import Protected
from outcomes.disclosure.in_parts import in_parts
from outcomes.disclosure.programme import STATUS, Table
from outcomes.disclosure.published import Published
from outcomes.impact.chapters.missing import IN_PARTS, TABLE
from outcomes.impact.titles import NOTES, TITLES

if TYPE_CHECKING:
    from outcomes.impact.door.store import Counting


def parts_of_known(
    counting: "Counting", made: Protected, earlier: Sequence[Earlier]
) -> Iterator[tuple[Table, list[Published]]]:
    """The table, where no counts of the missing went out and the parts are safe.

    Not beside earlier releases of the same people: together they could say more.
    """
    if earlier or any(table.key.startswith(TABLE) for table in made.programme.tables):
        return
    by_service: dict[str, Counter[str]] = {}
    for record in counting.records:
        by_service.setdefault(record.provider, Counter())[record.at[STATUS]] += 1
    status = counting.frame.dimension(STATUS)
    known = {each.key: sum(of[each.key] for of in by_service.values()) for each in status.categories}
    parts = in_parts(known, by_service.values() if len(by_service) > 1 else ())
    if parts is not None:
        table = Table(IN_PARTS, TITLES[TABLE], (STATUS,), among="", note=NOTES[IN_PARTS])
        yield table, [Published(IN_PARTS, figure, {STATUS: key}) for key, figure in parts.items()]
