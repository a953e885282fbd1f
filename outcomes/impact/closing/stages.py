"""The stages of closing a cohort, in their order, and what each is called to whoever closes it."""

from collections.abc import Callable
from enum import StrEnum

from outcomes.impact.labels import N_


class Stage(StrEnum):
    """Where a closing is."""

    COUNTING = "counting"
    TRUST = "trust"
    PROTECTING = "protecting"
    PUBLISHING = "publishing"


WORDS: dict[str, str] = {
    Stage.COUNTING: N_("Counting those who said yes to being counted"),
    Stage.TRUST: N_("Looking at how far each measure can be trusted"),
    Stage.PROTECTING: N_("Hiding what could point to anyone"),
    Stage.PUBLISHING: N_("Writing the release"),
}
LIMIT = 600  # seconds, after which a smaller programme is taken
LONGEST_LIMIT = 86_400

Progress = Callable[[str, int, int], None]  # the stage, how much of it is done, of how much


def silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing."""
