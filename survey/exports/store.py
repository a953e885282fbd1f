"""Gathering what is exported: openings of what a reader may see, with proofs and receipts, and choices and looks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.exports.carried import FORM, payload_bytes
from survey.exports.controller import Controller
from survey.exports.decision import Decision, Held, Sealed, decision_of
from survey.exports.fhir_trail import Looked
from survey.exports.looked import LOOKS, seen_in, what_of
from survey.exports.openable import TOLD_TO_WHO_SAID_SO, Openable, openable
from survey.house import House
from survey.keys import key_store
from survey.ledger import opening
from survey.ledger.canonical import moment_text
from survey.ledger.checkpoints.covering import range_of
from survey.ledger.checkpoints.proofs.store import Prover, best_head
from survey.ledger.checkpoints.store import sign_head, signed_size
from survey.ledger.entry import Recorded
from survey.ledger.models import Entry, LedgerHead, Segment, SegmentContent
from survey.ledger.opening import Hidden, Piece
from survey.ledger.receipt import code_of
from survey.ledger.sealing import unseal
from survey.ledger.signing import Signer
from survey.ledger.store import take_turn
from survey.people.models import Organisation, Person
from survey.people.person import Kind
from survey.records.account import store as accounts
from survey.records.account.account import Card, Material, Scopes, cards, statements_of_looks
from survey.records.account.telling import Reader
from survey.records.statements.statement import words_of
from survey.settings import Settings

WITHDRAW = "Open your own page with your link or code, then Your choices: the same card, one tap."
AT_ONCE = 500  # places asked for in one statement


def controller_of(session: Session, settings: Settings, person_id: str) -> Controller:
    """Who answers for this person's data, as the settings say; without a name, the organisation that knows them."""
    known = select(Organisation.name).join(Person, Person.organisation_id == Organisation.id)
    organisation = session.scalar(known.where(Person.id == person_id)) or ""
    return Controller(
        name=settings.controller_name or organisation,
        contact=settings.controller_contact,
        email=settings.controller_email,
        phone=settings.controller_phone,
        address=settings.controller_address,
        country=settings.controller_country,
        privacy_url=settings.controller_privacy_url,
        stored_in=settings.controller_stored_in,
        kept_for=settings.controller_kept_for,
        withdraw_at=f"{settings.base_url.rstrip('/')}/",
        withdraw_how=settings.controller_withdraw or WITHDRAW,
    )


# What a reader may see


@dataclass(frozen=True)
class Taken:
    """One person's record as one reader may see it, and all of it that may be opened."""

    material: Material
    reader: Reader
    cards: list[Card]
    opened: Mapping[int, Openable]
    erased: Mapping[int, tuple[int, ...]]  # parts about the person that are gone, by place

    @property
    def person(self) -> str:
        return self.material.person_id

    @property
    def names(self) -> dict[str, str]:
        """The names that what is opened speaks of; nobody else's."""
        spoken = {self.person, self.reader.viewer}
        for each in self.opened.values():
            spoken |= {each.entry.actor or "", each.entry.on_behalf_of or ""} if each.header else set()
            parts = [part for part in each.entry.segments if part.ordinal in each.ordinals]
            spoken |= {one or "" for part in parts for one in (part.author, *part.subjects)}
        return {each: name for each, name in sorted(self.reader.names.items()) if each in spoken and name}


def taken(session: Session, viewer: str, person_id: str, scopes: Scopes) -> Taken:
    """All of a record that this reader may see. Whether they may look at it at all is asked before."""
    material = accounts.material_of(session, person_id, viewer=viewer)
    reader = accounts.reader_of(session, viewer, material)
    found = cards(material, viewer, scopes)
    return Taken(material, reader, found, openable(material, found, viewer, scopes), _erased(material, scopes))


def _erased(material: Material, scopes: Scopes) -> dict[int, tuple[int, ...]]:
    """Places of parts about this person of which only a commitment is left. In their own file only."""
    if scopes:
        return {}
    gone = {
        each.seq: tuple(p.ordinal for p in each.segments if p.erased and material.person_id in p.subjects)
        for each in material.left.values()
    }
    return {seq: ordinals for seq, ordinals in gone.items() if ordinals}


# The payload of a file


def is_signed(session: Session, held: Taken) -> bool:
    """Whether a signed head covers all of it."""
    return signed_size(session) > max((*held.opened, *held.erased), default=-1)


def sign_what_is_here(session: Session, now: datetime) -> None:
    """Sign the log's head now, if its newest signed head is older: a file holds no entry that it cannot prove."""
    take_turn(session)
    size, peaks = session.execute(select(LedgerHead.size, LedgerHead.peaks)).one()
    sign_head(session, range_of(size, peaks), now)


@dataclass(frozen=True)
class Payload:
    """What is signed, and for the page around it the codes of the receipts by place."""

    bytes: bytes
    codes: Mapping[int, str]


def payload_of(session: Session, here: House, held: Taken) -> Payload:
    """The payload to sign: every opening of it, under one signed head. :raise NotSignedYet: see `sign_what_is_here`."""
    now = here.clock()
    seqs = sorted({*held.opened, *held.erased})
    prove = Prover(session, best_head(session, covering=max(seqs, default=-1) + 1))
    rows = _rows(session, seqs)
    pieces = _pieces(session, {seq: each.ordinals for seq, each in held.opened.items()}, seqs)
    payload = {
        "v": FORM,
        "made_at": moment_text(now),
        "log": here.signer.key.name,
        "person": held.person,
        "reader": held.reader.viewer,
        "checkpoint": prove.checkpoint,
        "names": held.names,
        "entries": [_entry(here.signer, rows[seq], held, pieces.get(seq, []), prove) for seq in seqs],
    }
    return Payload(payload_bytes(payload), {seq: code_of(row.leaf_hash) for seq, row in rows.items()})


def _entry(signer: Signer, row: Entry, held: Taken, parts: list[Piece | Hidden], prove: Prover) -> dict[str, Any]:
    each = held.opened.get(row.seq)
    header: Piece | Hidden = Piece(row.header_salt, row.header)
    if not each.header if each else row.kind == TOLD_TO_WHO_SAID_SO:
        header = Hidden(header.commitment)
    made = opening.make(
        seq=row.seq, prev=row.prev, header=header, parts=parts, proof=prove.proof(row.seq, row.leaf_hash)
    )
    return {
        "opening": made,
        "receipt": str(signer.receipt(index=row.seq, at=row.at, leaf=row.leaf_hash)),
        "held": each.held if each else None,
        "beside": each.beside if each else [],
        "erased": list(held.erased.get(row.seq, ())),
        "told": None if isinstance(header, Piece) else _told(row),
    }


def _told(row: Entry) -> dict[str, Any]:
    """Of a header that is not shown whole, what the log's signature on the file says."""
    return {"kind": row.kind, "actor": row.actor, "at": moment_text(row.at)}


def _rows(session: Session, seqs: list[int]) -> dict[int, Entry]:
    found: dict[int, Entry] = {}
    for start in range(0, len(seqs), AT_ONCE):
        asked = select(Entry).where(Entry.seq.in_(seqs[start : start + AT_ONCE]))
        found |= {row.seq: row for row in session.scalars(asked)}
    return found


def _pieces(session: Session, shown: Mapping[int, set[int]], seqs: list[int]) -> dict[int, list[Piece | Hidden]]:
    """Each entry's parts in order: with words and salt where they are shown, else the commitment alone."""
    asked = select(Segment.entry_seq, Segment.ordinal, Segment.key_id, Segment.commitment, SegmentContent.sealed)
    here = (SegmentContent.entry_seq == Segment.entry_seq) & (SegmentContent.ordinal == Segment.ordinal)
    asked = asked.outerjoin(SegmentContent, here).order_by(Segment.entry_seq, Segment.ordinal)
    found: dict[int, list[Piece | Hidden]] = {}
    for start in range(0, len(seqs), AT_ONCE):
        rows = session.execute(asked.where(Segment.entry_seq.in_(seqs[start : start + AT_ONCE]))).all()
        wanted = [row for row in rows if row.ordinal in shown.get(row.entry_seq, ()) and row.sealed is not None]
        keys = key_store(session).open([row.key_id for row in wanted])
        open_ = {(row.entry_seq, row.ordinal): _piece(keys, row) for row in wanted if row.key_id in keys}
        for row in rows:
            piece = open_.get((row.entry_seq, row.ordinal), Hidden(row.commitment))
            found.setdefault(row.entry_seq, []).append(piece)
    return found


def _piece(keys: Mapping[bytes, bytes], row: Any) -> Piece:
    salt, body = unseal(keys[row.key_id], row.sealed, row.commitment)
    return Piece(salt, body.decode())


# Choices and looks, for the other formats


def decisions_of(session: Session, here: House, held: Taken, seq: int | None = None) -> list[Decision]:
    """Every choice of the person that the reader may see, or the one at a place; oldest first."""
    found = [each for each in held.opened.values() if _is_choice(each, held.person) and seq in (None, each.entry.seq)]
    sealed = _sealed(session, here, [each.entry for each in found])
    return [decision_of(e.entry, held.person, sealed[e.entry.seq], held.names, e.mark) for e in found]


def _is_choice(each: Openable, person: str) -> bool:
    is_consent = each.entry.kind.startswith("consent.") and "purpose" in each.entry.content
    return is_consent and 0 in each.ordinals and each.entry.segments[0].subjects == (person,)


def looks_of(session: Session, here: House, held: Taken) -> list[Looked]:
    """Every look at the person, for those who keep audit trails."""
    looks = [each for each in held.material.entries if each.kind in LOOKS and each.seq in held.opened]
    sealed = _sealed(session, here, looks)
    said = statements_of_looks(held.material)
    marks = {seq: Held(held.material.held.get(seq), tuple(map(words_of, words))) for seq, words in said.items()}
    none = Held()
    return [
        Looked(e, held.person, sealed[e.seq], what_of(e), seen_in(e), held.names, marks.get(e.seq, none)) for e in looks
    ]


def _sealed(session: Session, here: House, found: Iterable[Recorded]) -> dict[int, Sealed]:
    rows = _rows(session, sorted(each.seq for each in found))
    receipts = {seq: here.signer.receipt(index=seq, at=row.at, leaf=row.leaf_hash) for seq, row in rows.items()}
    key = here.signer.key
    return {
        seq: Sealed(key.name, rows[seq].leaf_hash, bytes(receipt), receipt.code, str(key))
        for seq, receipt in receipts.items()
    }


def person_named(session: Session, organisation_id: str | None, name: str, born: str) -> str | None:
    """The one young person whom this organisation knows by this name and month of birth; None if none, or more."""
    known = (Person.organisation_id == organisation_id, Person.born == born, Person.kind == Kind.YOUNG_PERSON.value)
    rows = session.execute(select(Person.id, Person.name).where(*known)).all()
    found = [person for person, called in rows if called.casefold() == name.casefold()]
    return found[0] if len(found) == 1 else None
