"""What follows for whoever was passed something, from every entry that changes it: the projection, and finding them.

All of it follows from the headers and places of entries, and from what two versions of a part say while both are there,
so that it comes out the same when the entries are played again after an erasure.
"""

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries, entry_at
from survey.records.challenge import Outcome
from survey.sharing.putting_right.models import ChangeRow, PartRow, RecipientRow
from survey.sharing.putting_right.notice import Because, Change, Recipient

BESIDE = -1  # in place of a part's number: words beside the entry
OUTCOMES = {Outcome.CORRECTED.value: Because.HELD, Outcome.CANNOT_VERIFY.value: Because.UNVERIFIED}


def root_of(session: Session, seq: int) -> int:
    """The place of the first version of an entry."""
    entry = entry_at(session, seq, erased=True)
    while entry is not None and "corrects" in entry.links:
        seq = entry.links["corrects"]
        entry = entry_at(session, seq, erased=True)
    return seq


# Finding


def recipient_at(session: Session, seq: int) -> Recipient | None:
    """One recipient, by the place of their share; None when it is erased and nothing is kept of it."""
    found = recipients(session, RecipientRow.seq == seq)
    return found[0] if found else None


def recipients(session: Session, *which: ColumnElement[bool]) -> list[Recipient]:
    """Everyone of these who was passed something, with what changed of it, in order of place."""
    wanted = select(RecipientRow).where(RecipientRow.sent_seq.is_not(None), *which).order_by(RecipientRow.seq)
    rows = session.scalars(wanted, execution_options={"populate_existing": True}).all()
    changes: dict[int, list[Change]] = {row.seq: [] for row in rows}
    found = select(ChangeRow).where(ChangeRow.share_seq.in_(changes)).order_by(ChangeRow.cause_seq, ChangeRow.ordinal)
    for row in session.scalars(found, execution_options={"populate_existing": True}):
        change = Change(row.cause_seq, row.root_seq, row.ordinal, Because(row.because), row.at)
        changes[row.share_seq].append(change)
    return [_recipient(row, changes[row.seq]) for row in rows]


def owing(session: Session, *which: ColumnElement[bool]) -> list[Recipient]:
    """Those who have not said that they have all that changed, in order of place."""
    behind = RecipientRow.settled_up_to.is_(None) | (ChangeRow.cause_seq > RecipientRow.settled_up_to)
    seqs = select(ChangeRow.share_seq).join(RecipientRow, RecipientRow.seq == ChangeRow.share_seq).where(behind)
    return recipients(session, RecipientRow.seq.in_(seqs), *which)


def _recipient(row: RecipientRow, changes: list[Change]) -> Recipient:
    facts = {column.key: getattr(row, column.key) for column in RecipientRow.__table__.columns}
    facts.pop("sent_seq")
    return Recipient(**facts, changes=tuple(changes))


# The projection: who got what


def _proposed(session: Session, entry: Recorded) -> None:
    facts = entry.content
    who = {"seq": entry.seq, "person_id": facts["person"], "organisation_id": facts["ours"]}
    session.execute(insert(RecipientRow), who | {"is_impossible": False})
    places = {(root_of(session, seq), ordinal) for seq, ordinal in facts["parts"]}
    parts = [{"share_seq": entry.seq, "root_seq": root, "ordinal": ordinal} for root, ordinal in sorted(places)]
    session.execute(insert(PartRow), parts)


def _share_erased(session: Session, entry: Recorded) -> None:
    """The share is gone with the whole record: what is kept of whom to tell is in `share.recipient_kept`."""
    for where in (RecipientRow.seq, PartRow.share_seq, ChangeRow.share_seq):
        gone = delete(where.class_).where(where == entry.seq)
        session.execute(gone.execution_options(synchronize_session=False))


def _kept(session: Session, entry: Recorded) -> None:
    """Someone got what is about to be erased with all else: they are told, though we shall not know of whom."""
    who = {"seq": entry.seq, "person_id": None, "organisation_id": entry.content["ours"], "sent_seq": entry.seq}
    session.execute(insert(RecipientRow), who | {"is_impossible": False})
    _add(session, entry.seq, entry, (entry.seq, 0), Because.ERASED)


def _sent(session: Session, entry: Recorded) -> None:
    _set(session, entry, sent_seq=entry.seq)


# The projection: what changed of it


def _corrected(session: Session, entry: Recorded) -> None:
    """A part reads otherwise now. Read only while both versions are there: an erasure is a change of its own."""
    old = entry_at(session, entry.links["corrects"], erased=True)
    before = {part.ordinal: part for part in old.segments} if old else {}
    root = root_of(session, entry.seq)
    for part in entry.segments:
        was = before.get(part.ordinal)
        if was and not (was.erased or part.erased) and (was.claim, was.content) != (part.claim, part.content):
            _change(session, entry, (root, part.ordinal), Because.CORRECTED, entry.links["corrects"])


def _note_erased(session: Session, entry: Recorded) -> None:
    """What two versions said can be told apart no more; that a part was erased is a change by itself."""
    gone = [part.ordinal for part in entry.segments if part.erased]
    mine = (ChangeRow.cause_seq == entry.seq) | (ChangeRow.old_seq == entry.seq)
    _drop(session, ChangeRow.because == Because.CORRECTED.value, ChangeRow.ordinal.in_(gone), mine)
    if "corrects" in entry.links:
        _corrected(session, entry)


def _decided(session: Session, entry: Recorded) -> None:
    """Taken out of use without a new version; or let be used again, where they were told that it was not."""
    because = OUTCOMES.get(entry.content["outcome"], Because.STANDS)
    challenge = entry_at(session, entry.links["decides"], erased=True)
    if "by" in entry.links or challenge is None or "challenges" not in challenge.links:
        return
    root = root_of(session, challenge.links["challenges"])
    held = (Because.HELD.value, Because.UNVERIFIED.value)
    before = (ChangeRow.root_seq == root, ChangeRow.because.in_(held), ChangeRow.cause_seq < entry.seq)
    told = set(session.scalars(select(ChangeRow.share_seq).where(*before)))
    for share_seq, ordinal in _who_has(session, root, None, entry.seq):
        if because is not Because.STANDS or share_seq in told:
            _add(session, share_seq, entry, (root, ordinal), because)


def _decision_erased(session: Session, entry: Recorded) -> None:
    _drop(session, ChangeRow.cause_seq == entry.seq)


def _erased(session: Session, entry: Recorded) -> None:
    """Parts of notes, and words beside them, that were erased."""
    gone = {each.seq: each for each in entries(session, {seq for seq, _ordinal in entry.content["parts"]}, erased=True)}
    for seq, ordinal in entry.content["parts"]:
        if gone[seq].kind == "statement.added":
            _words(session, entry, gone[seq], Because.UNSAID)
        elif gone[seq].kind.startswith("record."):
            _change(session, entry, (root_of(session, seq), ordinal), Because.ERASED)


def _said(session: Session, entry: Recorded) -> None:
    _words(session, entry, entry, Because.SAID)


def _unsaid(session: Session, entry: Recorded) -> None:
    statement = entry_at(session, entry.links["removes"], erased=True)
    if statement is not None:
        _words(session, entry, statement, Because.UNSAID)


def _words(session: Session, entry: Recorded, statement: Recorded, because: Because) -> None:
    """The person's own words beside what was passed on about them; another's words did not go along."""
    if "beside" not in statement.links:
        return
    root = root_of(session, statement.links["beside"])
    for share_seq in {share for share, _ordinal in _who_has(session, root, None, entry.seq)}:
        whose = session.scalar(select(RecipientRow.person_id).where(RecipientRow.seq == share_seq))
        if whose in statement.subjects:
            _add(session, share_seq, entry, (root, BESIDE), because)


def _change(
    session: Session, entry: Recorded, part: tuple[int, int], because: Because, old_seq: int | None = None
) -> None:
    root, ordinal = part
    for share_seq, _ordinal in _who_has(session, root, ordinal, entry.seq):
        _add(session, share_seq, entry, part, because, old_seq)


def _who_has(session: Session, root: int, ordinal: int | None, before: int) -> list[tuple[int, int]]:
    """Each share that passed on this part, or any of this entry, before a place in the ledger."""
    had = select(PartRow.share_seq, PartRow.ordinal).join(RecipientRow, RecipientRow.seq == PartRow.share_seq)
    had = had.where(PartRow.root_seq == root, RecipientRow.sent_seq < before)
    if ordinal is not None:
        had = had.where(PartRow.ordinal == ordinal)
    return [(seq, number) for seq, number in session.execute(had.order_by(PartRow.share_seq, PartRow.ordinal))]


def _add(
    session: Session,
    share_seq: int,
    entry: Recorded,
    part: tuple[int, int],
    because: Because,
    old_seq: int | None = None,
) -> None:
    """Once, however often an entry is looked at again because a part of it was erased."""
    root, ordinal = part
    which = {"share_seq": share_seq, "cause_seq": entry.seq, "root_seq": root, "ordinal": ordinal}
    if session.scalar(select(ChangeRow.at).filter_by(**which)) is None:
        session.execute(insert(ChangeRow), which | {"because": because.value, "old_seq": old_seq, "at": entry.at})


def _drop(session: Session, *which: ColumnElement[bool]) -> None:
    session.execute(delete(ChangeRow).where(*which).execution_options(synchronize_session=False))


# The projection: how far they know


def _told(session: Session, entry: Recorded) -> None:
    _set(session, entry, told_up_to=entry.links["because"], told_at=entry.at, asked_at=None)


def _asked(session: Session, entry: Recorded) -> None:
    _set(session, entry, asked_at=entry.at)


def _settled(session: Session, entry: Recorded) -> None:
    impossible = entry.kind == "share.correction_impossible"
    _set(session, entry, settled_up_to=entry.links["because"], settled_seq=entry.seq, is_impossible=impossible)


def _set(session: Session, entry: Recorded, **values: object) -> None:
    changed = update(RecipientRow).where(RecipientRow.seq == entry.links["share"]).values(values)
    session.execute(changed.execution_options(synchronize_session=False))


STEPS = {  # all that they do follows from the header, which is never erased
    "share.sent": _sent,
    "share.correction_told": _told,
    "share.correction_chased": _asked,
    "share.correction_received": _settled,
    "share.correction_impossible": _settled,
    "statement.added": _said,
    "statement.removed": _unsaid,
    "erasure.done": _erased,
}
register(
    Projection(
        "putting right",
        (RecipientRow, PartRow, ChangeRow),
        {
            **STEPS,
            "share.proposed": _proposed,
            "share.recipient_kept": _kept,
            "record.corrected": _corrected,
            "challenge.decided": _decided,
        },
        erased={
            **STEPS,
            "share.proposed": _share_erased,
            "record.made": _note_erased,
            "record.corrected": _note_erased,
            "challenge.decided": _decision_erased,
        },
    )
)
