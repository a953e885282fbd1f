"""Finding the answers that count. Measures, counts, pages of staff, copies and files all ask here."""

from collections.abc import Iterable

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries_about
from survey.responses.counting.chain import CHANGED, DELETED, SENT, Because, takes_out, versions
from survey.responses.counting.models import PastAnswers

# Whoever else has to know that answers count no more (scores, counts) listens to the same two kinds.


def _took_out(session: Session, entry: Recorded) -> None:
    """From the header alone: the same whether or not its words can still be read."""
    for seq, because in takes_out(entry):
        if counts(session, seq):
            row = {"entry_seq": seq, "root_seq": _root(session, seq), "by_seq": entry.seq, "because": because.value}
            session.execute(insert(PastAnswers), [row])


def _root(session: Session, seq: int) -> int:
    before = select(PastAnswers.root_seq).where(PastAnswers.by_seq == seq)
    return session.scalar(before.limit(1)) or seq


_ON = {CHANGED: _took_out, DELETED: _took_out}
register(Projection("past answers", (PastAnswers,), _ON, erased=_ON))


def past() -> Select[int]:
    """A select of the places of answers that count no more."""
    return select(PastAnswers.entry_seq)


def counts(session: Session, seq: int) -> bool:
    """Whether these answers count now."""
    return session.scalar(past().where(PastAnswers.entry_seq == seq)) is None


def sent_by(session: Session, person_id: str, round_id: str | None = None) -> list[Recorded]:
    """What this person sent, as it counts now, the newest first; of one round only, if given."""
    found = entries_about(session, person_id, SENT)
    gone = set(session.scalars(past().where(PastAnswers.entry_seq.in_([entry.seq for entry in found]))))
    of = [entry for entry in found if round_id is None or entry.content["round"] == round_id]
    return [entry for entry in of if entry.seq not in gone]


def every_version(session: Session, seqs: Iterable[int]) -> frozenset[int]:
    """These answers with all that they said before or say since: what holds of one version holds of each."""
    wanted = set(seqs)
    if not wanted:
        return frozenset()
    changed = select(PastAnswers.entry_seq, PastAnswers.by_seq, PastAnswers.root_seq)
    rows = session.execute(changed.where(PastAnswers.because == Because.CHANGED.value)).all()
    roots = {seq: row.root_seq for row in rows for seq in (row.entry_seq, row.by_seq)}
    return versions(roots, wanted)
