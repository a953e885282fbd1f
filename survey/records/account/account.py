"""Putting a record together: each entry with its newer versions, the words beside it, its challenges, and who looked.

Pure. What may be seen is asked of `may_see`; parts that are not the reader's are counted, never shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.people.may_see import Part, part_of, visible
from survey.records.account.gone import DELETED, Gone
from survey.records.account.looks import Look
from survey.records.account.told_to import ToldTo
from survey.records.challenge import Challenge
from survey.records.lifecycle import BESIDE
from survey.records.statements.statement import HELPED, REMOVED, standing
from survey.responses.counting.chain import ANSWERS, CHANGED, deleted

Scopes = Mapping[str, frozenset[Part]]
NEWER_VERSIONS = frozenset({"record.corrected", CHANGED})  # told on the card of what they take the place of
BESIDE_OTHERS = frozenset({"view.made", REMOVED, HELPED}) | NEWER_VERSIONS | BESIDE


@dataclass(frozen=True)
class Version:
    """One version of an entry, as far as the reader may see it."""

    entry: Recorded
    parts: tuple[RecordedSegment, ...]

    @property
    def not_shown(self) -> int:
        return len(self.entry.segments) - len(self.parts)


@dataclass(frozen=True)
class Case:
    """A challenge with the entry that decided it, once there is one."""

    challenge: Challenge
    decision: Recorded | None = None
    raised: Recorded | None = None


@dataclass(frozen=True)
class Card:
    """An entry as this reader may see it, with all that stands beside it."""

    now: Version
    first: Recorded
    older: tuple[Version, ...] = ()  # newest first
    statements: tuple[Recorded, ...] = ()
    helped: Mapping[int, Recorded] = field(default_factory=dict)  # with which of the words, who helped
    took_away: tuple[Recorded, ...] = ()  # each time the viewer took words of theirs away from here
    cases: tuple[Case, ...] = ()
    looks: tuple[Look, ...] = ()
    held: str | None = None
    gone: tuple[Gone, ...] = ()  # each time something that the viewer could see was erased
    told: tuple[ToldTo, ...] = ()  # who was told, when that is the viewer's to know

    @property
    def seq(self) -> int:
        """Where the version that stands now is: what a challenge is of."""
        return self.now.entry.seq

    def has(self, seq: int) -> bool:
        """Whether this is one of its versions."""
        return seq in {self.now.entry.seq, *(version.entry.seq for version in self.older)}

    @property
    def part(self) -> Part | None:
        return part_of(self.first.kind)

    @property
    def open_case(self) -> Case | None:
        return next((case for case in self.cases if case.challenge.is_open), None)


@dataclass(frozen=True)
class Material:
    """What the ledger holds about one person, before anyone's eyes are considered. Entries in order of place."""

    person_id: str
    entries: Sequence[Recorded]
    challenges: Sequence[Challenge]
    held: Mapping[int, str]
    looks: Sequence[Look]
    others: Sequence[Recorded] = field(default_factory=tuple)  # statements and decisions about the same entries
    left: Mapping[int, Recorded] = field(default_factory=dict)  # what is left of entries with erased parts, by place
    gone: Mapping[tuple[int, int], Gone] = field(default_factory=dict)  # when and why each erased part went
    told: Mapping[int, Sequence[ToldTo]] = field(default_factory=dict)  # who was told of each entry, by place

    @cached_property
    def deleted(self) -> Mapping[int, Recorded]:
        """By place, the answers that their sender deleted, and the entry that says so."""
        return deletions(self.all_entries)

    @property
    def all_entries(self) -> list[Recorded]:
        """In order of place, also those of which only a place and a day are left."""
        by_place = {entry.seq: entry for entry in self.entries} | dict(self.left)
        return [by_place[seq] for seq in sorted(by_place)]


def cards(material: Material, viewer: str, scopes: Scopes) -> list[Card]:
    """The record as this viewer may see it, newest first. Entries of which they may see no part are left out."""
    about = material.all_entries
    roots = _roots(about)
    chains: dict[int, list[Recorded]] = defaultdict(list)
    for entry in about:
        if entry.kind not in BESIDE_OTHERS and not _stands_beside(entry):
            chains[entry.seq].insert(0, entry)
        elif entry.kind in NEWER_VERSIONS:
            chains[roots[entry.seq]].append(entry)
    beside = _Beside(material, viewer, scopes)
    made = [card for chain in chains.values() if (card := _card(chain, viewer, scopes, beside))]
    return sorted(made, key=lambda card: card.first.seq, reverse=True)


def deletions(about: Iterable[Recorded]) -> dict[int, Recorded]:
    """By place, the answers that their sender deleted, in every version; and the entry that says so."""
    about = list(about)
    roots = _roots(about)
    chains = {roots.get(seq, seq): by for by in about for seq in deleted([by])}
    return {seq: chains[root] for seq, root in roots.items() if root in chains}


def with_deleted_gone(about: Iterable[Recorded]) -> list[Recorded]:
    """The same, but what its sender deleted is gone, whether it is destroyed by now or locked for a while."""
    about = list(about)
    gone = deletions(about)
    return [_gone_now(entry) if entry.seq in gone else entry for entry in about]


def _gone_now(entry: Recorded) -> Recorded:
    parts = (RecordedSegment(part.ordinal, Claim.FACT, None, part.subjects, {}, erased=True) for part in entry.segments)
    return replace(entry, segments=tuple(parts))


def _stands_beside(entry: Recorded) -> bool:
    """Whether it is told on another entry's card: words beside it, a challenge of it."""
    return "beside" in entry.links or "challenges" in entry.links or entry.links.keys() == {"with"}


def _roots(entries: Iterable[Recorded]) -> dict[int, int]:
    """For each version of a note, the place of the note as first written."""
    roots: dict[int, int] = {}
    for entry in entries:
        corrects = entry.links.get("corrects")
        roots[entry.seq] = roots.get(corrects, corrects) if corrects is not None else entry.seq
    return roots


def _card(chain: list[Recorded], viewer: str, scopes: Scopes, beside: "_Beside") -> Card | None:
    versions = [Version(entry, visible(entry, viewer=viewer, scopes=scopes)) for entry in chain]
    *older, now = versions
    if not now.parts:
        return None
    seqs = {entry.seq for entry in chain}
    if chain[0].kind in ANSWERS and viewer not in chain[0].subjects:
        older = []  # what they used to say is theirs alone: others read what they say now
    return Card(
        now=now,
        first=chain[0],
        older=tuple(reversed(older)),
        statements=beside.statements(seqs),
        helped=beside.helped,
        took_away=beside.took_away(seqs),
        cases=beside.cases(seqs),
        looks=beside.looks(seqs),
        held=_held(now, seqs, beside.material),
        gone=_gone(versions, beside.material),
        told=beside.told(seqs),
    )


def _held(now: Version, seqs: set[int], material: Material) -> str | None:
    """Why it is on hold. What holds of one version of their answers holds of each; a note was put right by others."""
    if now.entry.kind != CHANGED:
        return material.held.get(now.entry.seq)
    return next((why for seq in sorted(seqs) if (why := material.held.get(seq))), None)


def _gone(versions: Iterable[Version], material: Material) -> tuple[Gone, ...]:
    places = [(each.entry.seq, part.ordinal) for each in versions for part in each.parts if part.erased]
    found = {gone: None for place in places if (gone := _gone_at(place, material))}
    return tuple(sorted(found, key=lambda gone: gone.at))


def _gone_at(place: tuple[int, int], material: Material) -> Gone | None:
    by = material.deleted.get(place[0])
    return Gone(by.at, DELETED) if by else material.gone.get(place)


def cards_of_looks(material: Material, viewer: str, seq: int) -> list[Card]:
    """The look at this place as a card of its own: it is an entry too, and can be not right. Empty when it is none."""
    found = [entry for entry in material.entries if entry.seq == seq and entry.kind == "view.made"]
    beside = _Beside(material, viewer, {})
    return [
        Card(Version(each, each.segments), each, statements=beside.statements({seq}), cases=beside.cases({seq}))
        for each in found
    ]


def cases_by(material: Material, person: str) -> tuple[Case, ...]:
    """Every challenge that this person raised, with its decision."""
    beside = _Beside(material, person, {})
    return beside.cases({each.seq for each in material.challenges if each.person_id == person})


def cases_of_looks(material: Material) -> dict[int, Case]:
    """The newest challenge of each look that was challenged, by the look's place."""
    beside = _Beside(material, material.person_id, {})
    found = {look.seq: beside.cases({look.seq}) for look in material.looks}
    return {seq: cases[0] for seq, cases in found.items() if cases}


def statements_of_looks(material: Material) -> dict[int, tuple[Recorded, ...]]:
    """Their words beside each look, by the look's place."""
    beside = _Beside(material, material.person_id, {})
    found = {look.seq: beside.statements({look.seq}) for look in material.looks}
    return {seq: said for seq, said in found.items() if said}


def statements_about(material: Material, challenge: Challenge) -> list[Recorded]:
    """Every word said beside a challenged entry, or with the challenge, by anyone: for whoever answers it."""
    beside = {challenge.entry_seq} - {None}
    said = standing((*material.all_entries, *material.others))
    return [e for e in said if e.links.get("beside") in beside or e.links.get("with") == challenge.seq]


class _Beside:
    """What stands beside entries, found by their places."""

    def __init__(self, material: Material, viewer: str, scopes: Scopes) -> None:
        self.material, self.viewer, self.scopes = material, viewer, scopes
        everything = {entry.seq: entry for entry in (*material.others, *material.all_entries)}
        self._said = standing(everything.values())
        self._took = [
            (entry, everything[entry.links["removes"]])
            for entry in everything.values()
            if entry.kind == REMOVED and entry.subjects == {viewer} and entry.links["removes"] in everything
        ]
        helped = [entry for entry in everything.values() if entry.kind == HELPED]
        self.helped = {e.links["of"]: e for e in helped if visible(e, viewer=viewer, scopes=scopes)}
        whole = [entry for entry in everything.values() if not entry.has_erased_parts]
        self._raised = {e.seq: e for e in whole if e.kind == "challenge.raised"}
        self._decisions = {e.links["decides"]: e for e in whole if e.kind == "challenge.decided"}

    def statements(self, seqs: set[int]) -> tuple[Recorded, ...]:
        """Words beside these places that the viewer may see. Words of a challenge are a challenge, not a note."""
        found = [e for e in self._said if e.links.get("beside") in seqs or e.links.get("with") in seqs]
        return tuple(e for e in found if self._may_see(e))

    def took_away(self, seqs: set[int]) -> tuple[Recorded, ...]:
        """Each time the viewer took words of theirs away from these places. That is nobody else's to know."""
        return tuple(took for took, said in self._took if seqs & {*said.links.values()})

    def cases(self, seqs: set[int]) -> tuple[Case, ...]:
        """Challenges of these places that are the viewer's to know of, newest first."""
        found = [each for each in self.material.challenges if each.entry_seq in seqs or each.seq in seqs]
        mine = [each for each in found if self._may_know(each.person_id)]
        return tuple(
            Case(each, self._decisions.get(each.seq), self._raised.get(each.seq))
            for each in sorted(mine, key=lambda c: -c.seq)
        )

    def looks(self, seqs: set[int]) -> tuple[Look, ...]:
        """Looks at these places, when looks are the viewer's to see."""
        if self.viewer != self.material.person_id:
            return ()
        return tuple(look for look in self.material.looks if seqs & look.entries)

    def told(self, seqs: set[int]) -> tuple[ToldTo, ...]:
        """Who was told of these places, when it is the viewer's own record."""
        if self.viewer != self.material.person_id:
            return ()
        return tuple(told for seq in sorted(seqs) for told in self.material.told.get(seq, ()))

    def _may_see(self, statement: Recorded) -> bool:
        if "with" in statement.links:
            return self._may_know(statement.subject)
        return bool(visible(statement, viewer=self.viewer, scopes=self.scopes))

    def _may_know(self, challenger: str) -> bool:
        return challenger == self.viewer or Part.CHALLENGES in self.scopes.get(challenger, frozenset())
