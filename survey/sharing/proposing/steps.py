"""The steps of proposing a share: what and to whom, why and what lets us, when they are told, a last look. Pure.

Nothing is kept between steps but what the form itself carries.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from survey.sharing.share import Authority


class Step(StrEnum):
    """One screen of the proposal."""

    WHAT = "what"
    WHY = "why"
    TELLING = "telling"
    CHECK = "check"


FIELDS: Mapping[Step, tuple[str, ...]] = {
    Step.WHAT: ("parts", "organisation", "recipient", "address"),
    Step.WHY: ("necessity", "authority", "authority_words"),
    Step.TELLING: ("told", "on", "why_not"),
    Step.CHECK: (),
}


def step_named(word: str) -> Step:
    """The step with this name; a form that names none is looked at as a whole."""
    return Step(word) if word in list(Step) else Step.CHECK


def steps_for(authority: str) -> tuple[Step, ...]:
    """The steps there are. Who says Yes themselves knows already: nothing is to be decided about telling them."""
    asked = authority == Authority.CONSENT.value
    return tuple(step for step in Step if not (asked and step is Step.TELLING))


def after(step: Step, authority: str) -> Step:
    """The next step; the last look stays the last."""
    steps = steps_for(authority)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def before(step: Step, authority: str) -> Step:
    """The step before; the first stays the first."""
    steps = [each for each in Step if each in steps_for(authority) or each is step]
    return steps[max(steps.index(step) - 1, 0)]


def until(step: Step, authority: str) -> Iterable[Step]:
    """This step and those before it: what has to be right by now."""
    steps = [each for each in Step if each in steps_for(authority) or each is step]
    return steps[: steps.index(step) + 1]


def carried(step: Step) -> list[str]:
    """The fields that other steps ask for, which this one carries along."""
    return [name for each, names in FIELDS.items() if each is not step for name in names]
