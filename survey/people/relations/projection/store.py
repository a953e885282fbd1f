"""What each step of a relation makes of its tables. What is erased leaves the door shut, never open."""

from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.people.models import RelationRow
from survey.people.relations.models import EvidenceRow, GrantRow, RestrictionRow, UnderstandingRow
from survey.people.relations.tie import By, Shown, Stops

_WHOLE = {"synchronize_session": False}
_TABLES: tuple[Any, ...] = (EvidenceRow, GrantRow, RestrictionRow, UnderstandingRow)


def _relation(session: Session, entry: Recorded) -> Any:
    """Who stands to whom; None when the relation itself was erased."""
    whose = select(RelationRow.from_id, RelationRow.to_id).where(RelationRow.seq == entry.links["of"])
    return session.execute(whose).one_or_none()


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _put(session: Session, table: Any, entry: Recorded, **values: Any) -> None:
    """The newest of its kind for a relation."""
    relation = entry.links["of"]
    session.execute(delete(table).where(table.relation_seq == relation), execution_options=_WHOLE)
    session.execute(insert(table).values(relation_seq=relation, seq=entry.seq, **values))


def _evidenced(session: Session, entry: Recorded) -> None:
    facts = entry.content
    if _relation(session, entry) is not None:
        days = {name: _day(facts[name]) for name in ("since", "until")}
        checked = {"checked_by": entry.actor, "checked_at": entry.at}
        proof = {"responsibility": facts["responsibility"], "shown": facts["shown"]}
        _put(session, EvidenceRow, entry, **proof, **checked, **days)


def _evidence_erased(session: Session, entry: Recorded) -> None:
    if _is_newest(session, EvidenceRow, entry):
        nothing = {"responsibility": False, "shown": Shown.NONE.value, "since": None, "until": local_day(entry.at)}
        _put(session, EvidenceRow, entry, checked_by=entry.actor, checked_at=entry.at, **nothing)


def _granted(session: Session, entry: Recorded) -> None:
    facts, note = entry.content, entry.links.get("rests_on")
    if _relation(session, entry) is None:
        return
    until = _day(facts.get("until"))
    _put(session, GrantRow, entry, sees=facts["sees"], said_by=facts["by"], note_seq=note, until=until)
    _use(session, entry, note)


def _use(session: Session, entry: Recorded, note: int | None) -> None:
    if note is not None:
        used = update(UnderstandingRow).where(UnderstandingRow.seq == note).values(used_seq=entry.seq)
        session.execute(used, execution_options=_WHOLE)


def _grant_erased(session: Session, entry: Recorded) -> None:
    if _is_newest(session, GrantRow, entry):
        _put(session, GrantRow, entry, sees=[], said_by=By.THEIRS.value, note_seq=None, until=None)
    _use(session, entry, entry.links.get("rests_on"))


def _is_newest(session: Session, table: Any, entry: Recorded) -> bool:
    """Whether nothing newer stands in its place, and there is a relation that it belongs to."""
    newest = session.scalar(select(table.seq).where(table.relation_seq == entry.links["of"]))
    return _relation(session, entry) is not None and (newest is None or newest <= entry.seq)


def _restricted(session: Session, entry: Recorded) -> None:
    who, facts = _relation(session, entry), entry.content
    if who is not None:
        stops = {f"stops_{each}": each.value in facts["stops"] for each in Stops}
        days = {name: _day(facts[name]) for name in ("order_on", "since", "until")}
        values = {"seq": entry.seq, "relation_seq": entry.links["of"], "from_id": who.from_id, "to_id": who.to_id}
        session.execute(insert(RestrictionRow).values(values | stops | days))


def _restriction_erased(session: Session, entry: Recorded) -> None:
    """That there was an order is in the header: it shuts as much as any could, until it is lifted."""
    lifted = session.scalar(select(RestrictionRow.lifted_at).where(RestrictionRow.seq == entry.seq))
    session.execute(delete(RestrictionRow).where(RestrictionRow.seq == entry.seq), execution_options=_WHOLE)
    who = _relation(session, entry)
    if who is not None:
        values = {"seq": entry.seq, "relation_seq": entry.links["of"], "from_id": who.from_id, "to_id": who.to_id}
        day = local_day(entry.at)
        days = {"order_on": day, "since": day, "until": None, "lifted_at": lifted}
        session.execute(insert(RestrictionRow).values(values | {f"stops_{each}": True for each in Stops} | days))


def _unrestricted(session: Session, entry: Recorded) -> None:
    lifted = update(RestrictionRow).where(RestrictionRow.seq == entry.links["lifts"]).values(lifted_at=entry.at)
    session.execute(lifted, execution_options=_WHOLE)


def _noted(session: Session, entry: Recorded) -> None:
    if _relation(session, entry) is not None:
        values = {"seq": entry.seq, "person_id": entry.subject, "relation_seq": entry.links["of"]}
        session.execute(
            insert(UnderstandingRow).values(values | {"outcome": entry.content["outcome"], "assessor": entry.actor})
        )


def _note_erased(session: Session, entry: Recorded) -> None:
    session.execute(delete(UnderstandingRow).where(UnderstandingRow.seq == entry.seq), execution_options=_WHOLE)


def _relation_erased(session: Session, entry: Recorded) -> None:
    for table in _TABLES:
        session.execute(delete(table).where(table.relation_seq == entry.seq), execution_options=_WHOLE)


register(
    Projection(
        "relations",
        _TABLES,
        {
            "relation.evidenced": _evidenced,
            "relation.granted": _granted,
            "relation.restricted": _restricted,
            "relation.unrestricted": _unrestricted,
            "understanding.noted": _noted,
        },
        erased={
            "relation.made": _relation_erased,
            "relation.evidenced": _evidence_erased,
            "relation.granted": _grant_erased,
            "relation.restricted": _restriction_erased,
            "relation.unrestricted": _unrestricted,  # which it lifts is in the header
            "understanding.noted": _note_erased,
        },
    )
)
