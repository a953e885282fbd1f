"""The record of how a release was made safe: numbers of the audit, and never a count of people that was hidden.

What is kept beside the release and read with it (`as_dict`) does not say why counts are hidden, not even how many for
which reason: where every gap were known to be small, a service with eight of a group of nine would know the ninth. For
the same cause it does not say of how many people the audit went through the outcomes, and rounds how much work it was.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

WORK = ("targets", "by_example", "solves", "recounted")  # how much was done


@dataclass
class Audit:
    """What one auditor did on one programme. `narrowest`: the fewest values that were shown possible of any target.

    `recounted`: data sets of a witness search that were counted again from their people; `sampled`: targets that linear
    programs bounded afterwards, and the fewest values of any of those.
    """

    targets: int = 0
    outcomes: int = 0  # young people, by outcome, for whom more than one was shown possible to who knows who took part
    by_example: int = 0  # cleared by a data set that fits everything published
    solves: int = 0  # linear programs
    narrowest: int = 0
    insiders: int = 0
    earlier: int = 0
    unresolved: int = 0
    stuck: str = ""  # the table that holds what stayed unresolved
    recounted: int = 0
    sampled: int = 0
    sample_narrowest: int = 0
    solver: str = ""
    stopped: bool = False


@dataclass
class Tried:
    """One programme that was tried. `why_not`: a sentence, empty for the one that went out."""

    programme: str
    tables: int
    cells: int = 0
    shown: int = 0
    primary: int = 0
    rules: int = 0
    secondary: dict[str, int] = field(default_factory=dict)
    audit: Audit = field(default_factory=Audit)
    seconds: float = 0.0
    why_not: str = ""

    @property
    def hidden(self) -> int:
        """How many counts are hidden, for whatever reason."""
        return self.cells - self.shown


@dataclass
class Report:
    """Every programme that was tried, fullest first."""

    tried: list[Tried] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """Give the report as plain values, to be kept as JSON beside the release."""
        return {"tried": [_readable(each) for each in self.tried], "sentences": self.sentences()}

    def sentences(self) -> list[str]:
        """Say it in English, for the methods page and whoever closes."""
        return [sentence for each in self.tried for sentence in _sentences(each)]


def _readable(tried: Tried) -> dict[str, object]:
    told = {key: value for key, value in asdict(tried).items() if key not in ("primary", "rules", "secondary")}
    audit = {key: value for key, value in told["audit"].items() if key != "outcomes"}
    return told | {"hidden": tried.hidden, "audit": audit | {key: _about(audit[key]) for key in WORK}}


def _about(number: int) -> int:
    """Round to ten: an exact number of targets would be a count of groups by what they hide."""
    return (number + 5) // 10 * 10


def _sentences(tried: Tried) -> Iterable[str]:
    if tried.why_not:
        yield f"The programme {tried.programme} was not published: {tried.why_not}"
        return
    audit = tried.audit
    yield f"The programme {tried.programme} was published: {tried.shown} of {tried.cells} counts are shown."
    yield f"{tried.hidden} are hidden: because they are small, by another rule, or to protect those."
    yield (
        f"About {_about(audit.targets)} small groups were attacked with everything published; "
        f"each keeps at least {audit.narrowest} possible values."
    )
    if audit.outcomes:
        yield "Nobody who knows exactly who took part can be certain of what any one of them answered or achieved."
    if audit.insiders:
        yield f"So they do against each of {audit.insiders} services that knows its own young people exactly."
    if audit.sampled:
        yield (
            f"{_about(audit.recounted)} examples were counted again from their people; {audit.sampled} of the small "
            f"groups were bounded by linear programs: they keep at least {audit.sample_narrowest} possible values."
        )
    if audit.earlier:
        yield f"{audit.earlier} figures of earlier releases entered the attack as they stand."
    yield f"The audit took {tried.seconds:.1f} seconds; linear programs: {_about(audit.solves)} ({audit.solver})."
