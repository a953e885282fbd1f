"""What a relative may see of a young person today. Pure: it follows from what is recorded, at each request anew.

The young person's own say wins. Where they did not understand the decision, what was decided in their best interests
holds for a while. An order of a court shuts everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from survey.people.may_see import Part, family_scope
from survey.people.relation import Relation
from survey.people.relations.tie import By, Evidence, has_own_right, is_grown_up

NOTHING: frozenset[Part] = frozenset()


@dataclass(frozen=True)
class Grant:
    """The newest decision on what someone may see: by whose say, and until when if it was made for them."""

    sees: frozenset[str] = frozenset()
    by: By = By.THEIRS
    until: date | None = None


@dataclass(frozen=True)
class Tie:
    """One relation as it stands: how they stand, what was shown for it, what it opens."""

    kind: Relation
    evidence: Evidence = field(default_factory=Evidence)
    grant: Grant = field(default_factory=Grant)


def scope(ties: Iterable[Tie], *, is_stopped: bool, born: str | None, day: date) -> frozenset[Part]:
    """The parts open to someone who stands so to a young person born then, on this day."""
    if is_stopped:
        return NOTHING
    return frozenset().union(*(_of_one(tie, born, day) for tie in ties))


def _of_one(tie: Tie, born: str | None, day: date) -> frozenset[Part]:
    if not tie.evidence.holds(day) or not _still_holds(tie, day):
        return NOTHING
    if tie.kind in (Relation.PARENT, Relation.CARER) and is_grown_up(born, day):
        return NOTHING
    return family_scope(tie.grant.sees)


def _still_holds(tie: Tie, day: date) -> bool:
    """Their own say, until they say otherwise; what was decided for them, for its days and by proven right."""
    if tie.grant.by is By.THEIRS:
        return True
    in_time = tie.grant.until is not None and day <= tie.grant.until
    return in_time and has_own_right(tie.kind, tie.evidence)
