"""The record of how a release was made safe: numbers of the audit, and never a count of people that was hidden."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field


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


@dataclass
class Report:
    """Every programme that was tried, fullest first."""

    tried: list[Tried] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """Give the report as plain values, to be kept as JSON beside the release."""
        return {"tried": [asdict(each) for each in self.tried], "sentences": self.sentences()}

    def sentences(self) -> list[str]:
        """Say it in English, for the methods page and whoever closes."""
        return [sentence for each in self.tried for sentence in _sentences(each)]


def _sentences(tried: Tried) -> Iterable[str]:
    if tried.why_not:
        yield f"The programme {tried.programme} was not published: {tried.why_not}"
        return
    audit, more = tried.audit, sum(tried.secondary.values())
    yield f"The programme {tried.programme} was published: {tried.shown} of {tried.cells} counts are shown."
    yield (
        f"{tried.primary} counts are hidden because they are small, {tried.rules} by another rule, "
        f"and {more} to protect those."
    )
    yield (
        f"{audit.targets} small groups were attacked with everything published; "
        f"each keeps at least {audit.narrowest} possible values."
    )
    if audit.outcomes:
        yield "Nobody who knows exactly who took part can be certain of what any one of them answered or achieved."
    if audit.insiders:
        yield f"So they do against each of {audit.insiders} services that knows its own young people exactly."
    if audit.sampled:
        yield (
            f"{audit.recounted} examples were counted again from their people, and {audit.sampled} of the small groups "
            f"attacked anew by linear programs: they keep at least {audit.sample_narrowest} possible values."
        )
    if audit.earlier:
        yield f"{audit.earlier} figures of earlier releases entered the attack as they stand."
    yield f"The audit took {tried.seconds:.1f} seconds and {audit.solves} linear programs ({audit.solver})."
