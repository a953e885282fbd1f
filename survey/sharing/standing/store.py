"""Where every share stands: finding them, and the projection that says so."""

import random
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entry_at, record
from survey.sharing.models import ShareRow
from survey.sharing.share import Authority, Share, Stage, Telling, Told, days_until

# Recording


def record_act(
    session: Session,
    kind: str,
    facts: dict[str, Any],
    subjects: tuple[str, ...],
    by: str | None,
    now: datetime,
    rng: random.Random,
    **links: int,
) -> int:
    """Record one act of passing on, or about a request, and give its place. Without subjects it is about nobody."""
    segment = NewSegment(Claim.FACT, by, subjects, facts)
    return record(session, NewEntry(kind, by, (segment,), links=links), now=now, rng=rng).seq


def record_telling(
    session: Session,
    kind: str,
    facts: dict[str, Any],
    person_id: str,
    authors: tuple[str | None, str | None],
    by: str | None,
    now: datetime,
    rng: random.Random,
    **links: int,
) -> int:
    """Tell a person what two people decided about them: the facts are the first's, the Yes to them the second's.

    `by`: who tells it; None, when its day has come.
    """
    first, second = authors
    parts = [NewSegment(Claim.FACT, first, (person_id,), facts)]
    parts += [NewSegment(Claim.FACT, second, (person_id,), {"agreed": True})] if second else []
    return record(session, NewEntry(kind, by, tuple(parts), links=links), now=now, rng=rng).seq


# Finding


def share_at(session: Session, seq: int) -> tuple[ShareRow, Share]:
    """The share at one place. :raise NotThere: when there is none."""
    row = session.get(ShareRow, seq)
    if row is None or row.stage == Stage.NOT_SHARED.value:
        raise NotThere
    return row, share_from(entry_of(session, seq).content)


def share_here(session: Session, seq: int, organisation_id: str | None) -> ShareRow:
    """The same, for this organisation's own staff only. :raise NotThere: for another's, just as for none."""
    row = session.get(ShareRow, seq)
    if row is None or organisation_id is None or row.organisation_id != organisation_id:
        raise NotThere
    return row


def known_now(row: ShareRow) -> tuple[str, ...]:
    """Whom a further act on it is about: the person once they know of it, nobody before."""
    return (row.person_id,) if row.told_seq is not None else ()


def put_offs(session: Session, row: ShareRow) -> list[Recorded]:
    """Each time someone looked and did not tell yet, oldest first."""
    found, at = [], row.put_off_seq
    while at is not None:
        found.append(entry_of(session, at))
        at = found[-1].links.get("after")
    return found[::-1]


def is_proposer(session: Session, seq: int, organisation_id: str | None, person_id: str) -> bool:
    """Whether this member of staff proposed it. :raise NotThere: for another organisation's share."""
    return share_here(session, seq, organisation_id).proposed_by == person_id


def entry_of(session: Session, seq: int) -> Recorded:
    """The entry at one place, all of it still there. :raise NotThere: when it is not."""
    found = entry_at(session, seq)
    if found is None:
        raise NotThere
    return found


def share_from(facts: dict[str, Any]) -> Share:
    """A share from what its entry says."""
    return Share(
        parts=tuple((seq, ordinal) for seq, ordinal in facts["parts"]),
        organisation=facts["organisation"],
        recipient=facts["recipient"],
        necessity=facts["necessity"],
        authority=Authority(facts["authority"]),
        authority_words=facts["authority_words"],
        told=told_of(facts["told"]),
        address=facts.get("address", ""),
    )


def told_of(facts: dict[str, Any]) -> Told:
    """When the person is told, from what an entry says."""
    return Told(Telling(facts["when"]), date.fromisoformat(facts["on"]), facts["why_not"])


def shares_here(session: Session, organisation_id: str | None) -> list[ShareRow]:
    """Every share of an organisation and every decision not to, the newest first."""
    here = select(ShareRow).where(ShareRow.organisation_id == organisation_id)
    return list(session.scalars(here.order_by(ShareRow.seq.desc())))


def shares_about(session: Session, person_id: str) -> list[ShareRow]:
    """Every share of one person's record, the newest first, for those who may know of all."""
    return list(session.scalars(select(ShareRow).where(ShareRow.person_id == person_id).order_by(ShareRow.seq.desc())))


def asked_of(session: Session, person_id: str) -> list[ShareRow]:
    """What this person is asked to agree to now."""
    return [
        row
        for row in shares_about(session, person_id)
        if row.stage == Stage.PROPOSED.value and row.authority == Authority.CONSENT.value and row.stopped_seq is None
    ]


# The projection


def _proposed(session: Session, entry: Recorded) -> None:
    _add(session, entry, Stage.PROPOSED, entry.content["authority"])


def _not_made(session: Session, entry: Recorded) -> None:
    _add(session, entry, Stage.NOT_SHARED, "none")


def _add(session: Session, entry: Recorded, stage: Stage, authority: str) -> None:
    facts, told = entry.content, told_of(entry.content["told"])
    values = {
        "seq": entry.seq,
        "person_id": facts["person"],
        "organisation_id": facts["ours"],
        "stage": stage.value,
        "authority": authority,
        "to_organisation": facts["organisation"],
        "proposed_by": entry.actor,
        "proposed_at": entry.at,
        "agreed_by": None,
        "told_seq": entry.seq if told.when is Telling.BEFORE else None,
    }
    session.execute(insert(ShareRow), values | _told_values(entry, told))


def _told_values(entry: Recorded, told: Told) -> dict[str, Any]:
    within = days_until(told.on, local_day(entry.at))
    return {"tell_on": told.on, "tell_within": within, "waits": told.when is Telling.NOT_YET}


def _forget(session: Session, entry: Recorded) -> None:
    session.execute(delete(ShareRow.__table__).where(ShareRow.__table__.c.seq == entry.seq))  # type: ignore[arg-type]  # a Table


def _set(session: Session, entry: Recorded, **values: Any) -> None:
    changed = update(ShareRow).where(ShareRow.seq == entry.links["share"]).values(**values)
    session.execute(changed.execution_options(synchronize_session=False))


def _sent(session: Session, entry: Recorded) -> None:
    _set(session, entry, stage=Stage.SENT.value, agreed_by=entry.actor, sent_seq=entry.seq)


def _refused(session: Session, entry: Recorded) -> None:
    _set(session, entry, stage=Stage.REFUSED.value)


def _received(session: Session, entry: Recorded) -> None:
    _set(session, entry, stage=Stage.RECEIVED.value)


def _told(session: Session, entry: Recorded) -> None:
    _set(session, entry, told_seq=entry.seq)


def _put_off(session: Session, entry: Recorded) -> None:
    _set(session, entry, put_off_seq=entry.seq, **_told_values(entry, told_of(entry.content["told"])))


def _stopped(session: Session, entry: Recorded) -> None:
    _set(session, entry, stopped_seq=entry.seq)


def _answers(session: Session, entry: Recorded) -> None:
    _set(session, entry, request_seq=entry.links["request"])


STEPS = {
    "share.sent": _sent,
    "share.refused": _refused,
    "share.received": _received,
    "share.told": _told,
    "share.stopped": _stopped,
    "request.answered": _answers,
}
register(
    Projection(
        "shares",
        (ShareRow,),
        {"share.proposed": _proposed, "share.not_made": _not_made, "share.put_off": _put_off, **STEPS},
        erased={"share.proposed": _forget, "share.not_made": _forget, **STEPS},
    )
)
