"""A notice: the exact text of a card as one person was shown it, so that what they agreed to can be read again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

from survey.consent.for_child import for_child
from survey.consent.purpose import N_, Card, Purpose

Say = Callable[[str], str]  # a message in the language of the page


class Face(StrEnum):
    """The faces of one card: asking, and, while a Yes stands, what stopping means; the same on paper or aloud."""

    ASK = "ask"
    ASK_BOTH = "ask_both"  # someone who looks after them is asked as well
    STOP = "stop"
    ALOUD = "aloud"  # read out or on paper: all of it, since whether a Yes stands is not the reader's to know
    ALOUD_BOTH = "aloud_both"
    CARER = "carer"
    CARER_STOP = "carer_stop"


Rows = tuple[tuple[str, str], ...]
ASKING: Rows = (
    (N_("Why"), "why"),
    (N_("Who sees it"), "who_sees"),
    (N_("How long"), "how_long"),
    (N_("If you say No"), "if_no"),
)
STOPPING: Rows = ((N_("If you change to No"), "stops"), (N_("What we can’t undo"), "cannot_undo"))
THEIR_SAY: Rows = ((N_("Their own say"), "their_say"),)
LABELS: dict[Face, Rows] = {
    Face.ASK: ASKING,
    Face.ASK_BOTH: ASKING,
    Face.STOP: STOPPING,
    Face.ALOUD: ASKING + STOPPING,
    Face.ALOUD_BOTH: ASKING + STOPPING,
    Face.CARER: ASKING + THEIR_SAY,
    Face.CARER_STOP: STOPPING,
}
YOUR_HELP = (N_("Your help"), N_("You get the same help."))
THEIR_HELP = (N_("Their help"), N_("They get the same help."))
DELETE = (
    N_("You can also ask us to"),
    N_("Delete your answers. If the law says we must keep something, we show you what and why."),
)
ASK_BOTH = (
    N_("Who else picks"),
    N_("A parent or carer picks too, as you are under %(age)s. Your No wins."),
)
MORE: dict[Face, Rows] = {
    Face.STOP: (DELETE, YOUR_HELP),
    Face.ASK_BOTH: (ASK_BOTH,),
    Face.ALOUD: (YOUR_HELP,),
    Face.ALOUD_BOTH: (ASK_BOTH, YOUR_HELP),
    Face.CARER_STOP: (THEIR_HELP,),
}
FOR_CARERS = frozenset({Face.CARER, Face.CARER_STOP})


@dataclass(frozen=True)
class Notice:
    """Exactly what was shown: the question, its rows, in which language and how. Its hash names it."""

    purpose: Purpose
    version: int
    face: Face
    language: str
    medium: str  # screen, paper, spoken
    question: str
    rows: tuple[tuple[str, str], ...]
    named: tuple[str, ...] = ()  # ids of the people whom the words name
    words: str = ""  # the same text before any name was filled in: what is kept for ever
    fills: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """One line for the question, one for each row, as they stand on the page."""
        return text_of(self.question, self.rows)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text, UTF-8, in hex."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def words_sha256(self) -> str:
        """SHA-256 of the words with no name in them."""
        return sha256(self.words.encode()).hexdigest()

    @property
    def id(self) -> str:
        """Which words these were, for people to quote."""
        return f"{self.key}-{self.sha256[:12]}"

    @property
    def key(self) -> str:
        """Purpose, version, face and language: for each there is one text, for ever."""
        return f"{self.purpose.value}-{self.version}-{self.face.value}-{self.language}"

    def facts(self) -> dict[str, Any]:
        """The notice as an entry holds it. `words` and `fills` lead from the kept words back to the text."""
        named = {"id": self.id, "version": self.version, "language": self.language, "medium": self.medium}
        kept = {"face": self.face.value, "words": self.words_sha256, "fills": dict(self.fills)}
        return named | kept | {"sha256": self.sha256, "text": self.text}


def text_of(question: str, rows: Sequence[tuple[str, str]]) -> str:
    """The text that is hashed: the question, then each row's label and words."""
    return "\n".join([question, *(f"{label}: {words}" for label, words in rows)])


def compose(
    card: Card,
    face: Face,
    *,
    language: str,
    say: Say,
    named: Sequence[tuple[str, str]] = (),
    medium: str = "screen",
    age: int | None = None,
    child: str = "",
) -> Notice:
    """The card as this person sees it. `named`: id and name of each worker whom the words name.

    `age`: from when their own Yes will be enough; `child`: the name a parent or carer knows them by.
    """
    source = for_child(card.purpose, card.version) if face in FOR_CARERS else card
    rows = [(say(label), say(getattr(source, name))) for label, name in LABELS[face]]
    rows += [(say(label), say(words)) for label, words in MORE.get(face, ())]
    words = text_of(say(source.question), rows)
    every = {"worker": joined([name for _, name in named], say), "age": str(age or ""), "child": child}
    fills = {name: value for name, value in every.items() if f"%({name})s" in words}
    filled = tuple((label, said % every) for label, said in rows)
    ids = tuple(i for i, _ in named) if card.purpose is Purpose.WORKER_SEES else ()
    question = say(source.question) % every
    return Notice(card.purpose, card.version, face, language, medium, question, filled, ids, words, fills)


def joined(names: Sequence[str], say: Say) -> str:
    """Names as one speaks them: A, B and C."""
    if len(names) < 2:
        return "".join(names) or say(N_("your worker"))
    return say(N_("%(some)s and %(last)s")) % {"some": ", ".join(names[:-1]), "last": names[-1]}
