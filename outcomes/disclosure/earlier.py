"""What was published before about people who are in this release too. It is there for good, so nothing may undo it.

A year is the planned parent of its quarters: its records have a dimension `quarter` whose categories are not listed,
and each quarter is `Earlier(programme, figures, at={"quarter": "2026-Q1"})`. What is published of it enters the audit
as it stands, can no longer be hidden, and its gaps are protected again, against both releases together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from outcomes.disclosure.programme import Programme
from outcomes.disclosure.published import Published


@dataclass(frozen=True)
class Earlier:
    """One earlier release, and which of these records it was about.

    `programme` is the one it was published by, whose dimensions the new programme has too; `at` picks its people out of
    the new records. `gone`: how many of its people are no longer among the records, since they took their yes back.
    Its figures then hold for the rest with that much room; with none gone they hold exactly.
    """

    programme: Programme
    figures: tuple[Published, ...]
    at: Mapping[str, str] = field(default_factory=dict)
    gone: int = 0
    name: str = ""
