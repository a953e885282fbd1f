"""Replacing the key that signs: said in the ledger itself, signed over by the old key where that is still there."""

from base64 import b64encode
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey.house import House
from survey.ledger.checkpoints.covering import range_of
from survey.ledger.checkpoints.models import LogKey
from survey.ledger.checkpoints.store import sign_head
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.log_key.store import pinned_key
from survey.ledger.models import LedgerHead
from survey.ledger.note import VerifierKey
from survey.ledger.signing import Signer, new_key
from survey.ledger.store import record, size, take_turn
from survey.settings import SettingWrong
from survey.signing_key import key_path, read_key, write_new

REPLACED = "log.key_replaced"


def over(old: VerifierKey, new: VerifierKey) -> bytes:
    """What the old key signs to hand over: both keys, in words that no other signature is over."""
    return f"sayso log key replaced\n{old}\n{new}\n".encode()


def replace_key(house: House, because: str) -> VerifierKey:
    """Make a new key, say so in the ledger, and sign a head with it. The log keeps its name.

    The new file is in its place before the entry is durable, the old one beside it under another name: whatever
    breaks in between, both are there. :raise SettingWrong: when no key was ever pinned, or no file is used here.
    """
    path = key_path(house.settings)
    with house.database.reading() as session:
        old = pinned_key(session)
    if old is None or path is None:
        raise SettingWrong("This log was never signed: there is no key to replace.")
    former = _former(path, old)
    made = new_key(house.rng, old.name)
    signer = Signer(lambda: made)
    if path.exists():
        path.rename(path.with_name(f"{path.name}.until-{old.key_id.hex()}"))
    write_new(path, made)
    with house.database.writing() as session:
        session.info["signer"] = signer
        _say(session, house, old, signer.key, former, because)
    house.database.info["signer"] = signer
    return signer.key


def _former(path: Path, old: VerifierKey) -> Signer | None:
    """The old key, if its file is still here and is it."""
    try:
        held = read_key(path)
    except SettingWrong:
        return None
    former = Signer(lambda: held)
    return former if former.key == old else None


def _say(
    session: Session, house: House, old: VerifierKey, new: VerifierKey, former: Signer | None, because: str
) -> None:
    now: datetime = house.clock()
    take_turn(session)
    by_old = b64encode(former.sign(over(old, new))).decode() if former else None
    content = {"old": str(old), "new": str(new), "signed_by_old": by_old, "because": because}
    session.execute(insert(LogKey).values(from_size=size(session), vkey=str(new), at=now))
    segment = NewSegment(Claim.FACT, None, (), content)
    record(session, NewEntry(REPLACED, None, (segment,), reason=because), now=now, rng=house.rng)
    held, peaks = session.execute(select(LedgerHead.size, LedgerHead.peaks)).one()
    sign_head(session, range_of(held, peaks), now)
