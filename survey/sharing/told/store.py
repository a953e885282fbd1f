"""What a person knows of who was told: every share they were told of and what went with it; every request, too."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.store import entries, entry_at
from survey.people.store import names_of
from survey.records.account.told_to import Has, ToldTo, register
from survey.records.statements.store import words_at
from survey.sharing.models import RequestRow, ShareRow
from survey.sharing.parts.store import statements_beside
from survey.sharing.putting_right.models import RecipientRow
from survey.sharing.putting_right.notice import WORDS, Recipient, State
from survey.sharing.putting_right.standing.store import recipients, root_of
from survey.sharing.share import Authority, Share, Stage
from survey.sharing.standing.store import asked_of, share_at, shares_about
from survey.sharing.store import KeptFromThem, OnHold, require_may_go


@register
def told_to(session: Session, person_id: str) -> Mapping[int, Sequence[ToldTo]]:
    """By the place of each version that went, who got it. What never went, or they are not told yet, is not here."""
    known = select(ShareRow).where(
        ShareRow.person_id == person_id, ShareRow.told_seq.is_not(None), ShareRow.sent_seq.is_not(None)
    )
    rows = {row.sent_seq: row for row in session.scalars(known.order_by(ShareRow.seq.desc()))}
    behind = {each.seq: each for each in recipients(session, RecipientRow.person_id == person_id)}
    found: dict[int, list[ToldTo]] = defaultdict(list)
    for sent in entries(session, (seq for seq in rows if seq is not None), erased=True):
        if sent.has_erased_parts:
            continue
        row = rows[sent.seq]
        got = Has.RECEIVED if row.stage == Stage.RECEIVED.value else Has.SENT
        for seq in sorted({seq for seq, _ordinal in sent.content["parts"]}):
            has = _since(behind.get(row.seq), root_of(session, seq)) or got
            found[seq].append(ToldTo(row.to_organisation, sent.at, has))
    return found


def _since(recipient: Recipient | None, root: int) -> Has | None:
    """What they have of this entry now; None when it did not change since they got it."""
    changes = [each for each in recipient.changes if each.root == root] if recipient else []
    changes = [each for each in changes if each.because not in WORDS]
    if recipient is None or not changes:
        return None
    if set(changes).isdisjoint(recipient.owed):
        return Has.LOST if recipient.is_impossible else Has.CORRECTED
    return Has.OWED if recipient.is_untold else Has.OLD


@dataclass(frozen=True)
class Asked:
    """Something the person is asked to agree to: by whom, what exactly, and whether it could still go as it stands."""

    seq: int
    share: Share
    who: str
    words: list[str]
    beside: list[str]  # their own words, which would go along
    may_go: bool


def asked(session: Session, person_id: str, now: datetime) -> list[Asked]:
    """What this person is asked to agree to now."""
    rows = asked_of(session, person_id)
    names = names_of(session, {row.proposed_by for row in rows})
    found = []
    for row in rows:
        share = share_at(session, row.seq)[1]
        words = _words(session, person_id, share.parts)
        may_go = _may_go(session, person_id, share, now)
        beside = words_at(session, statements_beside(session, person_id, share.parts))
        found.append(Asked(row.seq, share, names.get(row.proposed_by, ""), words, beside, may_go))
    return found


def _may_go(session: Session, person_id: str, share: Share, now: datetime) -> bool:
    try:
        require_may_go(session, person_id, share.parts, share.authority, now)
    except (OnHold, NotThere, KeptFromThem):
        return False
    return True


@dataclass(frozen=True)
class Known:
    """A share, or a decision not to, that the person knows of: who agreed, and what went, as it was then."""

    row: ShareRow
    facts: Mapping[str, Any]
    agreed: str
    words: list[str]
    beside: list[str]  # their own words that went along
    behind: Recipient | None  # what changed of it since, and how far they were told; None: it never went
    why_lost: str  # why they cannot be told of that

    @property
    def may_stop(self) -> bool:
        """Whether it rests on the person's own Yes, which they can take back as easily as they gave it."""
        sent = self.row.sent_seq is not None and self.row.stopped_seq is None
        return sent and self.row.authority == Authority.CONSENT.value


def known(session: Session, person_id: str) -> list[Known]:
    """Every share and every decision not to that this person was told of, the newest first; not what is only asked."""
    rows = [row for row in shares_about(session, person_id) if row.told_seq is not None]
    names = names_of(session, {row.agreed_by for row in rows if row.agreed_by})
    behind = {each.seq: each for each in recipients(session, RecipientRow.person_id == person_id)}
    found = []
    for row in rows:
        entry = entry_at(session, row.seq)
        if entry is None or (row.stage == Stage.PROPOSED.value and row.authority == Authority.CONSENT.value):
            continue
        sent = entry_at(session, row.sent_seq) if row.sent_seq is not None else None
        went = sent.content if sent else {"parts": (), "statements": ()}
        beside = words_at(session, went["statements"])
        words = _words(session, person_id, [(seq, ordinal) for seq, ordinal in went["parts"]])
        since = behind.get(row.seq)
        lost = _why_lost(session, since)
        found.append(Known(row, entry.content, names.get(row.agreed_by or "", ""), words, beside, since, lost))
    return found


def _why_lost(session: Session, recipient: Recipient | None) -> str:
    if recipient is None or recipient.settled_seq is None or recipient.state is not State.IMPOSSIBLE:
        return ""
    said = entry_at(session, recipient.settled_seq)
    return str(said.content["why"]) if said else ""


def _words(session: Session, person_id: str, parts: Iterable[tuple[int, int]]) -> list[str]:
    """What these parts said, of those that are about this person and still there."""
    wanted = set(parts)
    found = entries(session, {seq for seq, _ in wanted}, erased=True)
    kept = [part for each in found for part in each.segments if (each.seq, part.ordinal) in wanted and not part.erased]
    return [str(part.content["words"]) for part in kept if person_id in part.subjects and "words" in part.content]


@dataclass(frozen=True)
class Requested:
    """A request for data that the person was told of."""

    row: RequestRow
    facts: Mapping[str, Any]


def requests_known(session: Session, person_id: str) -> list[Requested]:
    """Every request about this person that they were told of, the newest first."""
    told = select(RequestRow).where(RequestRow.person_id == person_id, RequestRow.told_seq.is_not(None))
    rows = session.scalars(told.order_by(RequestRow.seq.desc())).all()
    found = {entry.seq: entry for entry in entries(session, [row.told_seq for row in rows if row.told_seq is not None])}
    return [Requested(row, found[row.told_seq].content) for row in rows if row.told_seq in found]
