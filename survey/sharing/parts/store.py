"""Finding the parts that can go: notes as they stand now, who else they are about, and the words beside them."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.entry import Recorded
from survey.ledger.store import entries, entries_about
from survey.people.seals.projection.store import barred_to
from survey.records.account.account import cards
from survey.records.account.store import material_of
from survey.records.correction import NOTES
from survey.sharing.share import Place

WITH_WORDS = (*sorted(NOTES), "statement.added", "statement.removed")


def require_theirs(session: Session, person_id: str, parts: Iterable[Place]) -> None:
    """:raise NotThere: for what is not a note about them, or is one that was put right or erased since."""
    wanted = set(parts)
    older = {entry.links["corrects"] for entry in entries_about(session, person_id, ("record.corrected",), erased=True)}
    there = {
        (entry.seq, part.ordinal)
        for entry in _notes(session, wanted)
        for part in entry.segments
        if person_id in part.subjects and entry.seq not in older
    }
    if not wanted <= there:
        raise NotThere


def is_kept_from(session: Session, person_id: str, parts: Iterable[Place]) -> bool:
    """Whether any of these is kept from the person themself: that it was passed on would show it."""
    return not barred_to(session, person_id).isdisjoint(seq for seq, _ in parts)


def _notes(session: Session, parts: Iterable[Place]) -> list[Recorded]:
    return [entry for entry in entries(session, {seq for seq, _ in parts}) if entry.kind in NOTES]


def others_in(session: Session, person_id: str, parts: Iterable[Place]) -> list[str]:
    """Everyone else whom these parts are about."""
    wanted = set(parts)
    named = [part.subjects for e in _notes(session, wanted) for part in e.segments if (e.seq, part.ordinal) in wanted]
    return sorted({person for subjects in named for person in subjects} - {person_id})


def statements_beside(session: Session, person_id: str, parts: Iterable[Place]) -> list[int]:
    """The places of the person's own words that stand beside these parts now."""
    places = {seq for seq, _ in parts}
    found = cards(material_of(session, person_id, WITH_WORDS, viewer=""), person_id, {})
    return sorted({each.seq for card in found if any(map(card.has, places)) for each in card.statements})
