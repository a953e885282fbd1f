"""For each entry of a person's, the organisations that were told of it, as far as the person knows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.ledger.store import entries
from survey.records.account.told_to import Has, ToldTo, register
from survey.sharing.models import ShareRow
from survey.sharing.share import Stage


@register
def told_to(session: Session, person_id: str) -> Mapping[int, Sequence[ToldTo]]:
    """By the place of each version that went, who got it. What never went, or they are not told yet, is not here."""
    known = select(ShareRow).where(
        ShareRow.person_id == person_id, ShareRow.told_seq.is_not(None), ShareRow.sent_seq.is_not(None)
    )
    rows = {row.sent_seq: row for row in session.scalars(known.order_by(ShareRow.seq.desc()))}
    found: dict[int, list[ToldTo]] = defaultdict(list)
    for sent in entries(session, (seq for seq in rows if seq is not None), erased=True):
        if sent.has_erased_parts:
            continue
        row = rows[sent.seq]
        has = Has.RECEIVED if row.stage == Stage.RECEIVED.value else Has.SENT
        for seq in sorted({seq for seq, _ordinal in sent.content["parts"]}):
            found[seq].append(ToldTo(row.to_organisation, sent.at, has))
    return found
