"""A notice: the exact text of a card as one person was shown it, so that what they agreed to can be read again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from survey.consent.purpose import N_, Card, Purpose

Say = Callable[[str], str]  # a message in the language of the page


class Face(StrEnum):
    """The two faces of one card: asking, and, while a Yes stands, what stopping means."""

    ASK = "ask"
    STOP = "stop"


LABELS: dict[Face, tuple[tuple[str, str], ...]] = {
    Face.ASK: (
        (N_("Why"), "why"),
        (N_("Who sees it"), "who_sees"),
        (N_("How long"), "how_long"),
        (N_("If you say No"), "if_no"),
    ),
    Face.STOP: ((N_("If you change to No"), "stops"), (N_("What we can’t undo"), "cannot_undo")),
}
YOUR_HELP = (N_("Your help"), N_("You get the same help."))
DELETE = (
    N_("You can also ask us to"),
    N_("Delete your answers. If the law says we must keep something, we show you what and why."),
)


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

    @property
    def text(self) -> str:
        """One line for the question, one for each row, as they stand on the page."""
        return "\n".join([self.question, *(f"{label}: {words}" for label, words in self.rows)])

    @property
    def sha256(self) -> str:
        """SHA-256 of the text, UTF-8, in hex."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def id(self) -> str:
        """Which words these were, for people to quote."""
        return f"{self.purpose.value}-{self.version}-{self.face.value}-{self.language}-{self.sha256[:12]}"

    def facts(self) -> dict[str, Any]:
        """The notice as an entry holds it."""
        named = {"id": self.id, "version": self.version, "language": self.language, "medium": self.medium}
        return named | {"sha256": self.sha256, "text": self.text}


def compose(
    card: Card,
    face: Face,
    *,
    language: str,
    say: Say,
    named: Sequence[tuple[str, str]] = (),
    medium: str = "screen",
) -> Notice:
    """The card as this person sees it. `named`: id and name of each worker whom the words name."""
    worker = joined([name for _, name in named], say)

    def told(message: str) -> str:
        return say(message) % {"worker": worker}

    rows = [(say(label), told(getattr(card, field))) for label, field in LABELS[face]]
    if face is Face.STOP:
        rows += [(say(label), say(words)) for label, words in (DELETE, YOUR_HELP)]
    ids = tuple(i for i, _ in named) if card.purpose is Purpose.WORKER_SEES else ()
    return Notice(card.purpose, card.version, face, language, medium, told(card.question), tuple(rows), ids)


def joined(names: Sequence[str], say: Say) -> str:
    """Names as one speaks them: A, B and C."""
    if len(names) < 2:
        return "".join(names) or say(N_("your worker"))
    return say(N_("%(some)s and %(last)s")) % {"some": ", ".join(names[:-1]), "last": names[-1]}
