"""Who looked: each look, whether it was to be expected, and the usual ones together. Pure.

The test is Sweden's: whoever was looked at can judge whether it was justified. So a look says who, what, when and why.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.ledger.entry import Recorded
from survey.people.looks.look import CHECK, Channel, Unusual

ANSWERING = "challenge"  # what a reviewer looks at: someone outside the team has to
CHECKING = CHECK  # the same look, as told to others named in the entry: a challenge is nobody else's to know


@dataclass(frozen=True)
class Tie:
    """That a person stood so to the one looked at, from when to when."""

    person_id: str
    made_at: datetime
    ended_at: datetime | None

    def held(self, moment: datetime) -> bool:
        return self.made_at <= moment and (self.ended_at is None or moment < self.ended_at)


@dataclass(frozen=True)
class Look:
    """One look at a person's entries."""

    seq: int
    viewer: str
    at: datetime
    what: str
    why: str
    entries: frozenset[int]
    expected: bool
    unusual: tuple[Unusual, ...] = ()
    role: str = ""  # what they were when they looked; empty where it was not kept yet
    channel: Channel = Channel.SCREEN


@dataclass(frozen=True)
class Looks:
    """Looks by one person for one reason, together: how many, and the newest."""

    newest: Look
    count: int


def look_from(entry: Recorded, ties: Iterable[Tie]) -> Look:
    """A view entry read as a look: expected of who works with them or is kin then, or has something to check."""
    facts, viewer = entry.content, entry.actor or ""
    if "parts" in facts:
        return _told_then(entry, viewer)
    tied = any(tie.person_id == viewer and tie.held(entry.at) for tie in ties)
    seen = frozenset(facts["entries"])
    expected = tied or facts["what"] in (ANSWERING, CHECKING)
    odd = () if expected else (Unusual.NOT_ON_CASELOAD,)
    return Look(entry.seq, viewer, entry.at, facts["what"], facts["why"], seen, expected, odd)


def _told_then(entry: Recorded, viewer: str) -> Look:
    """A look that says itself, part by part, what was seen and what was unusual, as it was judged when it happened."""
    facts = entry.content
    return Look(
        seq=entry.seq,
        viewer=viewer,
        at=entry.at,
        what=facts["what"],
        why=facts["why"],
        entries=frozenset(seq for seq, _ordinal in facts["parts"]),
        expected=facts["expected"],
        unusual=tuple(Unusual(each) for each in facts["unusual"]),
        role=facts["as"],
        channel=Channel(facts["channel"]),
    )


def unusual(looks: Sequence[Look]) -> list[Look]:
    """The looks to show first and never to fold away, newest first."""
    return [look for look in reversed(looks) if not look.expected]


def reasons(look: Look, who: str, _: Callable[..., str]) -> list[str]:
    """What was unusual about it, a sentence each."""
    words = {
        Unusual.BREAK_GLASS: _("%(who)s said it could not wait, and had to say why.", who=who),
        Unusual.NOT_ON_CASELOAD: _("%(who)s is not in your team.", who=who),
        Unusual.EXPORT: _("%(who)s took a copy.", who=who),
        Unusual.OUT_OF_HOURS: _("It was not in work hours."),
        Unusual.NAME_SEARCH: _("%(who)s typed a name to find you.", who=who),
    }
    return [words[each] for each in look.unusual]


def usual(looks: Sequence[Look]) -> list[Looks]:
    """The expected looks, by who and why, the newest group first."""
    groups: dict[tuple[str, str, str], list[Look]] = {}
    for look in looks:
        if look.expected:
            groups.setdefault((look.viewer, look.what, look.why), []).append(look)
    together = [Looks(max(group, key=lambda look: look.seq), len(group)) for group in groups.values()]
    return sorted(together, key=lambda each: -each.newest.seq)
