"""One choice as it is carried out: what was asked, in which words, what was said, and what stands beside it. Pure.

The three formats are built from this and from nothing else, so that they cannot say different things.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.consent.decision import ALLOWING, State
from survey.consent.purpose import Card, Purpose, card_for
from survey.errors import NotThere
from survey.ledger.entry import Recorded

METHOD = {
    "screen": "Pressed one of three equal buttons on a screen: Yes, No, Not sure yet",
    "paper": "Marked on paper, put in by someone else",
    "spoken": "Said aloud, put in by someone else",
}


@dataclass(frozen=True)
class Scope:
    """What a purpose is in the words of the formats; facts of the purpose, the same for everyone."""

    dpv: str  # DPV 2.3 purpose
    kantara: str  # purpose category, Consent Receipt 1.1 appendix
    processing: tuple[str, ...]  # DPV 2.3 processing
    data: str
    third_party: str = ""  # someone outside the service who gets any of it


SCOPES: Mapping[Purpose, Scope] = {
    Purpose.TAKE_PART: Scope(
        "dpv:ServiceProvision", "1 - Core Function", ("dpv:Collect", "dpv:Store"), "Answers, goals and ratings"
    ),
    Purpose.LINK_ANSWERS: Scope(
        "dpv:ServiceProvision", "1 - Core Function", ("dpv:Store", "dpv:Combine", "dpv:Analyse"), "Answers over time"
    ),
    Purpose.WORKER_SEES: Scope("dpv:ServiceProvision", "1 - Core Function", ("dpv:Store", "dpv:Use"), "Answers"),
    Purpose.COUNT_ME: Scope(
        "dpv:ImprovePublicServices", "16 - Improve Performance", ("dpv:Analyse", "dpv:Combine"), "Answers and goals"
    ),
    Purpose.USE_WORDS: Scope(
        "dpv:ImprovePublicServices",
        "16 - Improve Performance",
        ("dpv:Use", "dpv:MakeAvailable"),
        "Own words, with no name",
        "Anyone who reads the report",
    ),
    Purpose.RESEARCH: Scope(
        "dpv:ScientificResearch",
        "Research",
        ("dpv:Analyse", "dpv:Share"),
        "Answers, with no name",
        "People on a study that was checked",
    ),
}


@dataclass(frozen=True)
class Held:
    """What stands beside an entry wherever it goes: why it is held back, if it is, and the person's own words."""

    because: str | None = None
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sealed:
    """How an entry is proven: the log, its leaf there, and the signed receipt and its code when there is one."""

    log: str
    leaf: bytes
    receipt: bytes = b""
    code: str = ""
    key: str = ""  # the log's public key, as a vkey


@dataclass(frozen=True)
class Decision:
    """One choice by one person about one purpose."""

    entry: Recorded
    person: str
    sealed: Sealed
    card: Card | None
    names: Mapping[str, str]
    held: Held = Held()

    @property
    def state(self) -> State:
        return State(self.entry.kind.removeprefix("consent."))

    @property
    def purpose(self) -> Purpose:
        return Purpose(self.entry.content["purpose"])

    @property
    def scope(self) -> Scope:
        return SCOPES[self.purpose]

    @property
    def notice(self) -> Mapping[str, str]:
        found: dict[str, str] = self.entry.content["notice"]
        return found

    @property
    def by(self) -> str | None:
        """Whose choice it was: the person's, or a parent's for them; None where it followed from a rule or a day."""
        decider: Mapping[str, str] | None = self.entry.content.get("decider")
        if decider:
            return decider["person"]
        return self.person if self.entry.segments[0].author == self.person else self.entry.actor

    @property
    def is_own(self) -> bool:
        return self.by == self.person

    @property
    def allows(self) -> bool:
        """Whether it lets anything be done."""
        return self.state in ALLOWING

    @property
    def ends_on(self) -> str | None:
        """The day on which a Yes is asked again, if there is one: 2027-03-01."""
        return self.entry.content.get("review_on") if self.allows else None

    @property
    def method(self) -> str:
        return METHOD.get(self.notice["medium"], self.notice["medium"])

    @property
    def question(self) -> str:
        return self.notice["text"].partition("\n")[0]

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The people whom the words named, with the names the person knows them by."""
        return tuple((each, self.names.get(each, "")) for each in self.entry.content.get("named", ()))

    def words(self, part: str) -> str:
        """What the card says of one thing (why, who_sees, how_long), in English, names filled in."""
        if self.card is None:
            return ""
        told: str = getattr(self.card, part)
        return told % {"worker": ", ".join(name for _id, name in self.named if name) or "your worker"}


def decision_of(entry: Recorded, person: str, sealed: Sealed, names: Mapping[str, str], held: Held) -> Decision:
    """A consent entry read as a decision. A card that was never published here is none: its notice still says all."""
    try:
        card: Card | None = card_for(Purpose(entry.content["purpose"]), entry.content["notice"]["version"])
    except NotThere:
        card = None
    return Decision(entry, person, sealed, card, names, held)
