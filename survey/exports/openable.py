"""Which parts of a record go into a file in the open, and what stands beside each entry. Pure.

The same rule as on the page, asked again in one place: what the reader's cards show is opened, and nothing else. A
challenge is nobody else's to see (decision 0026), so neither is the mark that it leaves, nor the reason it was given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from survey.exports.decision import Held
from survey.ledger.entry import Recorded
from survey.people.may_see import Part, visible
from survey.records.account.account import Card, Material, Scopes
from survey.records.statements.statement import taken_away, words_of

TOLD_TO_WHO_SAID_SO = "record.corrected"  # its reason may repeat what was said in a challenge


@dataclass
class Openable:
    """One entry as far as it goes into the file."""

    entry: Recorded
    ordinals: set[int] = field(default_factory=set)
    header: bool = True
    held: str | None = None
    beside: list[int] = field(default_factory=list)  # places of their own words that stand beside it
    statements: list[str] = field(default_factory=list)  # and the words

    @property
    def mark(self) -> Held:
        return Held(self.held, tuple(self.statements))


def openable(material: Material, found: Iterable[Card], viewer: str, scopes: Scopes) -> dict[int, Openable]:
    """What this reader's file opens, by place, oldest first."""
    opened: dict[int, Openable] = {}
    if viewer == material.person_id:
        everything = (*material.entries, *material.left.values(), *material.others)
        gone = taken_away(everything)
        for entry in everything:
            if entry.seq not in gone:
                _open(opened, entry, viewer, {})
    for card in found:
        _open_card(opened, card, viewer, scopes)
    for case in material.challenges:  # also of a version that was put right, and of what is no card: a look, a choice
        known = case.person_id == viewer or Part.CHALLENGES in scopes.get(case.person_id, ())
        if known and case.entry_seq in opened:
            opened[case.entry_seq].held = material.held.get(case.entry_seq)
    return dict(sorted(opened.items()))


def _open(opened: dict[int, Openable], entry: Recorded, viewer: str, scopes: Scopes) -> Openable | None:
    parts = {part.ordinal for part in visible(entry, viewer=viewer, scopes=scopes) if not part.erased}
    if not parts:
        return None
    one = opened.setdefault(entry.seq, Openable(entry, header=entry.kind != TOLD_TO_WHO_SAID_SO or not entry.reason))
    one.ordinals |= parts
    return one


def _open_card(opened: dict[int, Openable], card: Card, viewer: str, scopes: Scopes) -> None:
    said = [each for each in card.statements if _open(opened, each, viewer, scopes)]
    now = _open(opened, card.now.entry, viewer, scopes)
    if now is None:
        return
    now.beside = [each.seq for each in said]
    now.statements = [words_of(each) for each in said]
    if not card.cases:
        return
    for version in (card.now, *card.older):
        if version.entry.seq in opened:
            opened[version.entry.seq].header = True
    for case in card.cases:
        if case.decision:
            _open(opened, case.decision, viewer, scopes)


def marks(opened: Mapping[int, Openable]) -> dict[int, Held]:
    """What stands beside each entry wherever it is exported."""
    return {seq: each.mark for seq, each in opened.items()}
