"""Which entries of goals no relative gets: of each goal that its person has not shared with family."""

import json
from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from outcomes.goals.models import GoalRow
from survey.ledger.models import Entry, SegmentSubject
from survey.people.relations.private.store import keeps_back


@keeps_back
def of_goals_not_shared(session: Session, person_id: str) -> Collection[int]:
    """Every step of such a goal, also of an erased one, and what stands beside any of them."""
    shared = set(session.scalars(select(GoalRow.id).where(GoalRow.person_id == person_id, GoalRow.shared)))
    about = select(SegmentSubject.entry_seq).where(SegmentSubject.person_id == person_id)
    kinds = or_(Entry.kind.startswith("goal."), Entry.kind.startswith("statement."))
    heads = session.execute(select(Entry.seq, Entry.kind, Entry.header).where(Entry.seq.in_(about), kinds))
    rows = [(seq, kind, json.loads(header)["links"]) for seq, kind, header in heads]
    steps = {seq for seq, kind, links in rows if kind.startswith("goal.") and links.get("goal", seq) not in shared}
    return steps | {seq for seq, _kind, links in rows if links.get("beside") in steps}
