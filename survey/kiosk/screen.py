"""A screen that others use too: what opens on it, when it asks whether someone is there, what its pages carry. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from survey.errors import DomainError
from survey.responses.hands import How

WARNS = 60  # seconds before it closes; half of the time, where there is less: WCAG 2.2.1 asks for twenty
TOGETHER = timedelta(minutes=15)  # without a touch: reading aloud and talking take time
HANDED_OVER = timedelta(minutes=10)  # to say Yes or No to answering together
LONGEST_NAME = 80
OPEN = frozenset(  # choosing and answering: nothing that was written or sent before, and nothing that stays as a file
    {
        *(f"consent.{page}" for page in ("choices", "ask", "answer", "ended")),
        *(f"responses.{page}" for page in ("welcome", "resume", "question", "save", "again")),
        *(f"responses.{page}" for page in ("check", "send", "done", "discard", "delete")),
        *(f"kiosk.{page}" for page in ("still", "here", "done", "closed")),
    }
)
SAVES = frozenset({"responses.save", "responses.again", "responses.send"})
NO_TOUCH = frozenset({"kiosk.still", "kiosk.done"})  # reached by themselves, or at the end


class Nameless(DomainError):
    """Say where it stands, like: the waiting room."""


class ScreenEnded(DomainError):
    """This screen is closed."""

    kind = "gone"


class Kind(StrEnum):
    """What a shared screen is."""

    KIOSK = "kiosk"  # for anyone with a code
    TOGETHER = "together"  # a worker's own, handed to one person


HOW = {Kind.KIOSK: How.KIOSK, Kind.TOGETHER: How.ALOUD}


@dataclass(frozen=True)
class Screen:
    """One shared screen."""

    id: int
    kind: Kind
    name: str
    address: str | None
    organisation_id: str
    made_by: str
    person_id: str | None = None
    round_id: str | None = None

    def closes_after(self, seconds: int) -> int:
        """Seconds without a touch until whoever sits there is signed out."""
        return int(TOGETHER.total_seconds()) if self.kind is Kind.TOGETHER else seconds


@dataclass(frozen=True)
class Sat:
    """Someone at a shared screen, at this request."""

    screen: Screen
    helper: str  # the name of who reads and types; empty where nobody does
    closes_at: datetime
    seconds: int

    @property
    def warns_after(self) -> int:
        """Seconds without a touch until the page asks."""
        return self.seconds - min(WARNS, self.seconds // 2)


def named(typed: str) -> str:
    """Where a kiosk stands, as staff call it. :raise Nameless:"""
    name = " ".join(typed.split())[:LONGEST_NAME]
    if not name:
        raise Nameless
    return name


def with_screen(page: str, head: str, bar: str, foot: str) -> str:
    """A whole page as a shared screen shows it: it keeps nothing, and knows when it closes. A part stays as is."""
    places = ("<html ", "</head>", "<main ", "</body>")
    if not all(place in page for place in places):
        return page
    page = page.replace("<html ", '<html data-keeps="no" ', 1)
    before, rest = page.split("</head>", 1)
    top, main = rest.split("<main ", 1)
    main, end = main.rsplit("</body>", 1)
    return f"{before}{head}</head>{top}{bar}<main {main}{foot}</body>{end}"
